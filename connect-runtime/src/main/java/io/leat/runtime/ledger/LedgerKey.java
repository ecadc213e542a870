package io.leat.runtime.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.ConnectorTaskId;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/**
 * Key of a record in the ledger topic.
 *
 * <pre>
 *   ["source","orders",0,1764000000000]   a window of a source task, with the task's total: appended with its records
 *   ["sink","index",0,1764000000000]      a window of a sink task
 *   ["partition","index","orders",3]      what a sink connector has decided of a partition
 *   ["era","index"]                       since when the connector is counted; older figures mean nothing
 * </pre>
 */
sealed interface LedgerKey {

    byte[] bytes();

    /** @param start of the window, milliseconds since the epoch */
    record Source(ConnectorTaskId task, long start) implements LedgerKey {
        @Override
        public byte[] bytes() {
            return json("source", task.connector(), task.task(), start);
        }
    }

    /** @param start of the window, milliseconds since the epoch */
    record Sink(ConnectorTaskId task, long start) implements LedgerKey {
        @Override
        public byte[] bytes() {
            return json("sink", task.connector(), task.task(), start);
        }
    }

    record Partition(String connector, TopicPartition partition) implements LedgerKey {
        @Override
        public byte[] bytes() {
            return json("partition", connector, partition.topic(), partition.partition());
        }
    }

    record Era(String connector) implements LedgerKey {
        @Override
        public byte[] bytes() {
            return json("era", connector);
        }
    }

    private static byte[] json(Object... parts) {
        return LedgerJson.array(List.of(parts)).getBytes(UTF_8);
    }

    /** @throws IllegalArgumentException if it is none */
    static LedgerKey parse(byte[] bytes) {
        var json = LedgerJson.parse(bytes);
        var connector = json.path(1).asText();
        return switch (json.path(0).asText()) {
            case "source" ->
                new Source(
                        new ConnectorTaskId(connector, json.path(2).asInt()),
                        json.path(3).asLong());
            case "sink" ->
                new Sink(
                        new ConnectorTaskId(connector, json.path(2).asInt()),
                        json.path(3).asLong());
            case "partition" ->
                new Partition(
                        connector,
                        new TopicPartition(json.path(2).asText(), json.path(3).asInt()));
            case "era" -> new Era(connector);
            default -> throw new IllegalArgumentException("not a key of the ledger: " + json);
        };
    }
}
