package io.leat.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tries configurations on real input without delivering or committing anything: a source is polled and its records go no
 * further than the converters; a sink's topics are read and the connector's {@code put} is never called. The connector
 * and one task are made and started for it and stopped again, so that what their start does to the outside, such as
 * listening on a port, is done.
 */
public interface Previews {

    /** Bounds of one request. */
    int MOST_RECORDS = 1000;

    Duration LONGEST = Duration.ofSeconds(20);

    /**
     * Runs a configuration for so many records or so long, whichever comes first.
     *
     * @param plugin the connector's class, as the configuration names it
     * @param records from 1 to {@link #MOST_RECORDS}
     * @param time up to {@link #LONGEST}, from the moment the task runs
     * @throws RequestException.Invalid for a configuration that validation or a start refuses
     * @throws RequestException.Conflict if too many previews run already
     */
    Preview run(String plugin, Map<String, String> config, int records, Duration time);

    /**
     * Validates, and starts connector and first task to see whether they can reach what they need; then stops them.
     *
     * @return what validation says; a failed start is an error of {@code connector.class}
     */
    ValidationResult dryRun(String plugin, Map<String, String> config);

    /**
     * What a configuration did.
     *
     * @param ended why no more records follow: {@code records}, {@code time}, {@code end of topics}, or a failure in words
     */
    record Preview(ConnectorType type, List<Previewed> records, String ended) {

        public Preview {
            records = List.copyOf(records);
        }
    }

    /**
     * One record's way.
     *
     * @param position source partition and offset, or topic, partition and offset
     * @param outcome {@code passed}, {@code split}, {@code filtered}, {@code dead-lettered}, {@code skipped} or {@code
     *     failed}: what would become of it
     * @param error what failed, in words
     */
    record Previewed(Map<String, Object> position, List<Stage> stages, String outcome, Optional<String> error) {

        public Previewed {
            stages = List.copyOf(stages);
        }
    }

    /**
     * @param name {@code poll}, {@code log}, {@code transform <alias>}, or {@code converters}
     * @param records what came out: none if it was filtered, several if it was split
     */
    record Stage(String name, List<Shown> records) {

        public Stage {
            records = List.copyOf(records);
        }
    }

    /**
     * A record for display, without secrets.
     *
     * @param timestamp milliseconds since the epoch
     */
    record Shown(
            String topic,
            Optional<Integer> partition,
            Optional<Long> timestamp,
            Data key,
            Data value,
            Map<String, Data> headers) {}

    /**
     * @param data null, a string, number or boolean, a list or map of such, or a {@code byte[]}
     * @param schema its type, such as {@code struct orders.Order} or {@code none}
     */
    record Data(@Nullable Object data, String schema) {}
}
