package io.leat.connectors.file;

import io.leat.connect.testkit.SinkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.io.TempDir;

class FileSinkContractTest extends SinkContract {
    @TempDir
    private Path folder;

    @Override
    protected Class<? extends SinkConnector> connectorClass() {
        return FileSinkConnector.class;
    }

    @Override
    protected Map<String, String> config() {
        return Map.of(
                "name", "out",
                "connector.class", FileSinkConnector.class.getName(),
                "topics", "events",
                "path.template", folder + "/out.ndjson",
                "behavior.on.null.values", "fail",
                "fsync", "none");
    }

    @Override
    protected Collection<String> delivered() throws IOException {
        var file = folder.resolve("out.ndjson");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Override
    protected SinkRecord record(TopicPartition partition, String identity) {
        return new SinkRecord(partition.topic(), partition.partition(), null, null, Schema.STRING_SCHEMA, identity, 0);
    }

    @Override
    protected boolean idempotent() {
        return true;
    }

    @Override
    protected Optional<SinkRecord> poison(TopicPartition partition) {
        return Optional.of(new SinkRecord(partition.topic(), partition.partition(), null, null, null, null, 0));
    }
}
