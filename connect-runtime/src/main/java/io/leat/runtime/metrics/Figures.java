package io.leat.runtime.metrics;

import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * The figures of one thing, such as a task, read whenever somebody looks. Group, names and tags are those of Kafka
 * Connect's metrics ({@code connector-task-metrics}, {@code batch-size-avg}), so that its dashboards work; Prometheus
 * shows the same figures as {@code leat_connector_task_batch_size_avg}. Put together by one thread, then read by any.
 */
public final class Figures {

    private final String group;
    private final Map<String, String> tags;
    private final List<Figure> all = new ArrayList<>();

    /** @param tags what tells this thing from others of the group, in the order they are shown in */
    public Figures(String group, Map<String, String> tags) {
        this.group = group;
        this.tags = new LinkedHashMap<>(tags);
    }

    /** One figure: a number, or a word such as a class name or a state. */
    sealed interface Figure {

        String name();

        String help();

        Object value();
    }

    record Count(String name, String help, Kind kind, DoubleSupplier number) implements Figure {

        @Override
        public Object value() {
            return number.getAsDouble();
        }
    }

    record Word(String name, String help, Supplier<String> word) implements Figure {

        @Override
        public Object value() {
            return word.get();
        }
    }

    /** A total that only rises. */
    public Figures counter(String name, String help, DoubleSupplier value) {
        all.add(new Count(name, help, Kind.COUNTER, value));
        return this;
    }

    /** A value that comes and goes. */
    public Figures gauge(String name, String help, DoubleSupplier value) {
        all.add(new Count(name, help, Kind.GAUGE, value));
        return this;
    }

    /** Not shown to Prometheus, which knows numbers only. */
    public Figures word(String name, String help, Supplier<String> value) {
        all.add(new Word(name, help, value));
        return this;
    }

    String group() {
        return group;
    }

    Map<String, String> tags() {
        return tags;
    }

    List<Figure> all() {
        return all;
    }

    /** Adds the present numbers to the list. */
    public void addTo(List<Sample> list) {
        for (var figure : all) {
            if (figure instanceof Count count) {
                var value = count.number().getAsDouble();
                list.add(new Sample(prometheus(count.name()), count.help(), count.kind(), tags, value));
            }
        }
    }

    private String prometheus(String name) {
        return ("leat-" + group.replaceFirst("-metrics$", "") + "-" + name).replace('-', '_');
    }
}
