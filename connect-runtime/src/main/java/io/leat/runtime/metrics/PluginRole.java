package io.leat.runtime.metrics;

/**
 * The part that a plugin has in a task, named as Kafka Connect tags its metrics.
 *
 * @param kind {@code converter}, {@code transform} or {@code predicate}
 * @param name {@code key}, {@code value} or {@code header}, or the alias
 */
public record PluginRole(String kind, String name) {

    public static PluginRole converter(String of) {
        return new PluginRole("converter", of);
    }

    public static PluginRole transform(String alias) {
        return new PluginRole("transform", alias);
    }

    public static PluginRole predicate(String alias) {
        return new PluginRole("predicate", alias);
    }

    boolean isConverter() {
        return kind.equals("converter");
    }
}
