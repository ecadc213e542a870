package io.leat.rest.view;

import io.leat.runtime.DeadLetterQueue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter at a glance.
 *
 * @param position {@code topic, partition, offset} of a sink's record; {@code source_partition, source_offset} of a source's;
 *     {@code piece}, as in {@code 2 of 5}, if the record had been split
 * @param failedAt ISO 8601, as {@code time}, which is the record's own; null where it has none
 */
public record DeadLetterView(
        String id,
        String state,
        String kind,
        CauseView cause,
        Map<String, @Nullable Object> position,
        int replays,
        boolean edited,
        @Nullable String failedAt,
        @Nullable String time,
        long bytes) {

    /** @param fingerprint the same for all letters that failed for this reason */
    public record CauseView(
            String fingerprint, String stage, String step, String className, String exception, String message) {}

    public static DeadLetterView of(DeadLetterQueue.Summary letter) {
        return new DeadLetterView(
                letter.id(),
                letter.state(),
                letter.kind(),
                new CauseView(
                        letter.cause(),
                        letter.stage(),
                        letter.step(),
                        letter.className(),
                        letter.exception(),
                        letter.message()),
                position(letter.position()),
                letter.replays(),
                letter.edited(),
                time(letter.failedAt()),
                time(letter.timestamp()),
                letter.bytes());
    }

    private static Map<String, @Nullable Object> position(DeadLetterQueue.Position position) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        if (position.sourcePartition() != null && position.sourceOffset() != null) {
            map.put("source_partition", Decoded.json(position.sourcePartition()));
            map.put("source_offset", Decoded.json(position.sourceOffset()));
        } else if (position.topic() != null) {
            map.put("topic", position.topic());
            map.put("partition", position.partition());
            map.put("offset", position.offset());
        }
        if (position.piece() != null) {
            map.put("piece", position.piece());
        }
        return map;
    }

    static @Nullable String time(long millis) {
        return millis < 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
