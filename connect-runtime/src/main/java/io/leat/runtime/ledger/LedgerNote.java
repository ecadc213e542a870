package io.leat.runtime.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What the ledger has to say of one partition, as the metadata of a committed offset and as a record of the ledger topic:
 *
 * <pre>
 *   {"ledger":1,"since":…,"first":0,"next":1200,"gaps":3,"moved":0,"read":1197,…,"delivered":1190}
 * </pre>
 */
final class LedgerNote {

    private static final int VERSION = 1;

    private LedgerNote() {}

    static String write(PartitionState state) {
        return new String(bytes(state), UTF_8);
    }

    static byte[] bytes(PartitionState state) {
        return LedgerJson.object(json -> write(json, state));
    }

    private static void write(StringBuilder json, PartitionState state) {
        LedgerJson.number(json, "ledger", VERSION);
        LedgerJson.number(json, "since", state.since());
        LedgerJson.number(json, "first", state.first());
        LedgerJson.number(json, "next", state.next());
        LedgerJson.number(json, "gaps", state.gaps());
        LedgerJson.number(json, "moved", state.moved());
        LedgerJson.write(json, state.counts());
    }

    /** Empty for metadata that somebody else has written, or that was written for another offset. */
    static Optional<PartitionState> read(OffsetAndMetadata committed) {
        if (!committed.metadata().startsWith("{\"ledger\":")) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(committed.metadata().getBytes(UTF_8)))
                    .filter(state -> state.next() == committed.offset());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException if this is no note, or one of a newer version */
    static PartitionState read(byte[] bytes) {
        var json = LedgerJson.parse(bytes);
        if (json.path("ledger").asInt() != VERSION) {
            throw new IllegalArgumentException("not a note of the ledger, version " + VERSION);
        }
        return read(json);
    }

    private static PartitionState read(JsonNode json) {
        return new PartitionState(
                json.path("since").asLong(),
                json.path("first").asLong(),
                json.path("next").asLong(),
                json.path("gaps").asLong(),
                json.path("moved").asLong(),
                LedgerJson.counts(json));
    }

    /** A partition of the log as it is named in spans. */
    static String name(TopicPartition partition) {
        return LedgerJson.array(List.of(partition.topic(), partition.partition()));
    }
}
