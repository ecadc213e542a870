package com.example.anomaly;

import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Events in, anomalies out:
 *
 * <pre>
 *   security-events → suspicious ones → count per actor and window → once the window is closed → against the baseline → anomalies
 * </pre>
 *
 * A window is judged once, when no more of its events can come: {@link #GRACE} after its end, by the time of the events.
 */
final class DetectorTopology {
    static final String EVENTS = "security-events";
    static final String ANOMALIES = "anomalies";

    /** How late an event may be. */
    static final Duration GRACE = Duration.ofSeconds(30);

    /** Actors with an open window, per partition; with more the detector stops rather than forget one. */
    private static final long OPEN_WINDOWS = 1_000_000;

    private DetectorTopology() {}

    static Topology build() {
        var builder = new StreamsBuilder();
        var events = Consumed.with(Serdes.String(), Json.of(SecurityEvent.class))
                .withTimestampExtractor((record, partitionTime) ->
                        ((SecurityEvent) record.value()).time().toEpochMilli());
        builder.stream(EVENTS, events)
                .filter((actor, event) -> event.isSuspicious())
                .groupByKey(Grouped.with(Serdes.String(), Json.of(SecurityEvent.class)))
                .windowedBy(TimeWindows.ofSizeAndGrace(Baseline.WINDOW, GRACE))
                .count(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as("events-per-window")
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.Long()))
                .suppress(Suppressed.untilWindowCloses(
                                BufferConfig.maxRecords(OPEN_WINDOWS).shutDownWhenFull())
                        .withName("open-windows"))
                .toStream()
                .process(new Judge.Supplier())
                .to(ANOMALIES, Produced.with(Serdes.String(), Json.of(Anomaly.class)));
        return builder.build();
    }
}
