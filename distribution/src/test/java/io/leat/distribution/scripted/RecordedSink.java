package io.leat.distribution.scripted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** Appends what it is given to the file {@code recorded}, a line each; reports values that begin with {@code refuse}. */
public final class RecordedSink extends SinkConnector {

    private Map<String, String> settings = Map.of();

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> given) {
        settings = given;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return RecordedTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return Collections.nCopies(most, settings);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("recorded", Type.STRING, Importance.HIGH, "")
                .define("refuse", Type.STRING, "", Importance.LOW, "")
                .define("gate", Type.STRING, "", Importance.LOW, "")
                .define("hang", Type.STRING, "", Importance.LOW, "")
                .define("loop", Type.BOOLEAN, false, Importance.LOW, "");
    }

    public static final class RecordedTask extends SinkTask {

        private Path recorded = Path.of("");
        private String refuse = "";
        private Gate gate = Gate.OPEN;

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> settings) {
            recorded = Path.of(settings.get("recorded"));
            refuse = settings.getOrDefault("refuse", "");
            gate = Gate.of(settings);
            gate.pass("start");
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            if (records.isEmpty()) {
                return;
            }
            gate.pass("put");
            var text = new StringBuilder();
            for (var record : records) {
                var value = String.valueOf(record.value());
                if (!refuse.isEmpty() && value.startsWith(refuse)) {
                    context.errantRecordReporter().report(record, new DataException("not accepted"));
                } else {
                    text.append(value).append('\n');
                }
            }
            append(text.toString());
        }

        private void append(String text) {
            try {
                Files.writeString(recorded, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new ConnectException(e);
            }
        }

        @Override
        public void flush(Map<TopicPartition, OffsetAndMetadata> offsets) {
            gate.pass("flush");
        }

        @Override
        public void stop() {}
    }
}
