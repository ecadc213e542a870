package io.leat.connectors.elasticsearch;

import io.leat.connect.testkit.SinkContract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.extension.ExtendWith;

/** The rules for all sinks, against a real Elasticsearch. */
@ExtendWith(ElasticsearchExtension.class)
class ElasticsearchSinkContractTest extends SinkContract {

    private final IndexClient server;
    private final TcpGate gate;
    private final String index = IndexClient.freshName("contract");

    ElasticsearchSinkContractTest(IndexClient server, TcpGate gate) {
        this.server = server;
        this.gate = gate;
        gate.open();
        server.put("/" + index, "{\"mappings\":{\"properties\":{\"n\":{\"type\":\"integer\"}}}}");
    }

    @Override
    protected Class<? extends SinkConnector> connectorClass() {
        return ElasticsearchSinkConnector.class;
    }

    @Override
    protected Map<String, String> config() {
        return new HashMap<>(Map.of(
                "name", "es",
                "connector.class", ElasticsearchSinkConnector.class.getName(),
                "topics", "events",
                "connection.url", gate.url().toString(),
                "index.name.format", index,
                "linger.ms", "5",
                "retry.backoff.ms", "20",
                "retry.backoff.max.ms", "100"));
    }

    /** In the order of the documents' sequence numbers; the index has one shard. */
    @Override
    protected Collection<String> delivered() {
        server.send("POST", "/" + index + "/_refresh", "");
        var hits = server.send("GET", "/" + index + "/_search?size=2000&sort=_seq_no", "")
                .path("hits")
                .path("hits");
        List<String> ids = new ArrayList<>();
        hits.forEach(hit -> ids.add(hit.path("_id").asText()));
        return ids;
    }

    @Override
    protected SinkRecord record(TopicPartition partition, String identity) {
        return record(partition, identity, Map.of("text", identity));
    }

    @Override
    protected Optional<SinkRecord> poison(TopicPartition partition) {
        return Optional.of(record(partition, "poison", Map.of("n", "not a number")));
    }

    @Override
    protected boolean idempotent() {
        return true;
    }

    @Override
    protected boolean takeDown() {
        gate.shut();
        return true;
    }

    @Override
    protected void bringUp() {
        gate.open();
    }

    private static SinkRecord record(TopicPartition partition, String identity, Map<String, String> value) {
        return new SinkRecord(
                partition.topic(),
                partition.partition(),
                Schema.STRING_SCHEMA,
                identity,
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build(),
                value,
                0);
    }
}
