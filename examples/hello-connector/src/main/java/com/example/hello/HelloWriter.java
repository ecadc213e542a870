package com.example.hello;

import io.leat.connect.api.SinkWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** Writes within put; forces to disk before offsets are committed. Lines may be there twice after a crash. */
final class HelloWriter implements SinkWriter {

    private final FileChannel file;
    private final String linePrefix;

    HelloWriter(HelloSink.Settings settings) throws IOException {
        this.file = FileChannel.open(settings.file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.linePrefix = settings.linePrefix();
    }

    @Override
    public void put(Collection<SinkRecord> records) throws IOException {
        var lines = records.stream()
                .map(record -> linePrefix + record.value() + "\n")
                .collect(Collectors.joining());
        var bytes = ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /** All that was put is on disk when this returns, so the worker may commit its own offsets. */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current)
            throws IOException {
        file.force(false);
        return current;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
