package io.leat.connect.testkit;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;

/** The typed layer under the contract of sinks. */
class TypedSinkTest extends SinkContract {

    private final String list = UUID.randomUUID().toString();

    @Override
    protected Class<? extends SinkConnector> connectorClass() {
        return ListSink.class;
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("name", "lists", "topics", "events", "list", list);
    }

    @Override
    protected Collection<String> delivered() {
        return Outside.named(list).events;
    }

    @Override
    protected SinkRecord record(TopicPartition partition, String identity) {
        return new SinkRecord(partition.topic(), partition.partition(), null, null, Schema.STRING_SCHEMA, identity, 0);
    }

    @Override
    protected boolean takeDown() {
        Outside.named(list).down = true;
        return true;
    }

    @Override
    protected void bringUp() {
        Outside.named(list).down = false;
    }

    @Override
    protected boolean idempotent() {
        return true;
    }

    @Override
    protected Optional<SinkRecord> poison(TopicPartition partition) {
        return Optional.of(record(partition, "poison"));
    }
}
