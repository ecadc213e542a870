package io.leat.distribution.scripted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/** Gives each line of the file {@code lines} as a record of {@code topic}, and waits for further ones. */
public final class LineSource extends SourceConnector {

    private Map<String, String> settings = Map.of();

    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> given) {
        settings = given;
        Gate.of(settings).pass("connector start");
    }

    @Override
    public Config validate(Map<String, String> given) {
        Gate.of(given).pass("validate");
        return super.validate(given);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return LineTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return List.of(settings);
    }

    @Override
    public void stop() {
        Gate.of(settings).pass("connector stop");
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("lines", Type.STRING, Importance.HIGH, "")
                .define("topic", Type.STRING, Importance.HIGH, "")
                .define("gate", Type.STRING, "", Importance.LOW, "")
                .define("hang", Type.STRING, "", Importance.LOW, "");
    }

    public static final class LineTask extends SourceTask {

        private static final int MOST = 100;

        private final CountDownLatch stopped = new CountDownLatch(1);
        private Map<String, String> settings = Map.of();
        private Gate gate = Gate.OPEN;
        private int next;

        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> given) {
            settings = given;
            gate = Gate.of(given);
            gate.pass("start");
            var offset = context.offsetStorageReader().offset(partition());
            next = offset == null ? 0 : ((Number) offset.get("next")).intValue();
        }

        private Map<String, String> partition() {
            return Map.of("file", settings.getOrDefault("lines", ""));
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            gate.pass("poll");
            var lines = lines();
            var records = new ArrayList<SourceRecord>();
            while (next < lines.size() && records.size() < MOST) {
                var line = lines.get(next++);
                records.add(new SourceRecord(
                        partition(), Map.of("next", next), settings.get("topic"), Schema.STRING_SCHEMA, line));
            }
            if (records.isEmpty()) {
                stopped.await(20, TimeUnit.MILLISECONDS);
            }
            return records;
        }

        private List<String> lines() {
            try {
                return Files.readAllLines(Path.of(settings.getOrDefault("lines", "")));
            } catch (IOException e) {
                throw new ConnectException(e);
            }
        }

        @Override
        public void stop() {
            stopped.countDown();
        }
    }
}
