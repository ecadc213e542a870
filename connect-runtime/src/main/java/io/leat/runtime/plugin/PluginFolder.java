package io.leat.runtime.plugin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One plugin of {@code plugin.path} in the state in which it was found. When its files change, another of these takes its
 * place.
 *
 * @param fingerprint of its files when it was opened
 * @param declared the classes that service files name
 * @param undeclared those that only a scan finds, as soon as it has been made
 * @param problem why nothing of it can be used; empty if it can
 */
record PluginFolder(
        PluginLocation location,
        String fingerprint,
        PluginClassLoader loader,
        List<PluginClass> declared,
        CompletableFuture<List<PluginClass>> undeclared,
        Optional<String> problem) {

    PluginFolder {
        declared = List.copyOf(declared);
    }

    /** Of a plugin that cannot be read. */
    static PluginFolder broken(PluginLocation location, String fingerprint, PluginClassLoader loader, String problem) {
        return new PluginFolder(
                location,
                fingerprint,
                loader,
                List.of(),
                CompletableFuture.completedFuture(List.of()),
                Optional.of(problem));
    }

    String name() {
        return location.name();
    }
}
