package io.leat.connectors.file;

import io.leat.connect.testkit.SourceContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.io.TempDir;

class FileSourceContractTest extends SourceContract {
    @TempDir
    private Path folder;

    private int produced;

    @Override
    protected Class<? extends SourceConnector> connectorClass() {
        return FileSourceConnector.class;
    }

    @Override
    protected Map<String, String> config() {
        return Map.of(
                "name", "files",
                "connector.class", FileSourceConnector.class.getName(),
                "include", folder + "/*.log",
                "topic", "lines",
                "max.batch.size", "7",
                "poll.linger.ms", "50");
    }

    @Override
    protected List<String> produce(int count) {
        var lines = IntStream.range(produced, produced + count)
                .mapToObj(n -> "line " + n)
                .toList();
        produced += count;
        new LogFolder(folder).append("app.log", lines.toArray(String[]::new));
        return lines;
    }

    @Override
    protected String identity(SourceRecord record) {
        return (String) record.value();
    }
}
