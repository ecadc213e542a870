package com.example.hello;

import io.leat.connect.testkit.SinkContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is true of every sink is inherited. */
class HelloSinkTest extends SinkContract {

    @TempDir
    Path folder;

    @Override
    protected Class<? extends SinkConnector> connectorClass() {
        return HelloSink.class;
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("name", "hello", "topics", "events", "file", file().toString());
    }

    @Override
    protected Collection<String> delivered() throws IOException {
        return Files.exists(file()) ? Files.readAllLines(file()) : List.of();
    }

    @Override
    protected SinkRecord record(TopicPartition partition, String identity) {
        return new SinkRecord(partition.topic(), partition.partition(), null, null, Schema.STRING_SCHEMA, identity, 0);
    }

    private Path file() {
        return folder.resolve("greetings.txt");
    }
}
