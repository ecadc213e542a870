package io.leat.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.runtime.plugin.JarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All kinds of plugin from folders of {@code plugin.path}, two versions of those that have versions, in one pipeline that was
 * made over REST.
 */
class PluginPathIT {

    private static final int RECORDS = 8;

    /** Each version marks what it writes and what it reads with its number. */
    private static final String CONVERTER = """
            package acme;
            import java.nio.charset.StandardCharsets;
            import java.util.Map;
            import org.apache.kafka.connect.data.*;
            public class MarkConverter implements org.apache.kafka.connect.storage.Converter {
                public String version() { return "%1$s.0"; }
                public void configure(Map<String, ?> config, boolean isKey) {}
                public byte[] fromConnectData(String topic, Schema schema, Object value) {
                    return ("%1$s:" + value).getBytes(StandardCharsets.UTF_8);
                }
                public SchemaAndValue toConnectData(String topic, byte[] value) {
                    return new SchemaAndValue(Schema.STRING_SCHEMA, new String(value, StandardCharsets.UTF_8) + "|%1$s");
                }
            }
            """;

    private static final String HEADER_CONVERTER = """
            package acme;
            import java.nio.charset.StandardCharsets;
            import java.util.Map;
            import org.apache.kafka.connect.data.*;
            public class MarkHeaderConverter implements org.apache.kafka.connect.storage.HeaderConverter {
                public String version() { return "%1$s.0"; }
                public void configure(Map<String, ?> config) {}
                public org.apache.kafka.common.config.ConfigDef config() {
                    return new org.apache.kafka.common.config.ConfigDef();
                }
                public byte[] fromConnectHeader(String topic, String key, Schema schema, Object value) {
                    return ("%1$s:" + value).getBytes(StandardCharsets.UTF_8);
                }
                public SchemaAndValue toConnectHeader(String topic, String key, byte[] value) {
                    return new SchemaAndValue(Schema.STRING_SCHEMA, new String(value, StandardCharsets.UTF_8) + "|%1$s");
                }
                public void close() {}
            }
            """;

    private static final String TRANSFORM = """
            package acme;
            import java.util.Map;
            import org.apache.kafka.connect.connector.ConnectRecord;
            public class Stamp<R extends ConnectRecord<R>>
                    implements org.apache.kafka.connect.transforms.Transformation<R>, org.apache.kafka.connect.components.Versioned {
                public String version() { return "%1$s.0"; }
                public void configure(Map<String, ?> config) {}
                public org.apache.kafka.common.config.ConfigDef config() {
                    return new org.apache.kafka.common.config.ConfigDef();
                }
                public R apply(R record) {
                    record.headers().addString("stamp", "stamped by %1$s");
                    return record;
                }
                public void close() {}
            }
            """;

    /** Only the first version is for anything. */
    private static final String PREDICATE = """
            package acme;
            import java.util.Map;
            import org.apache.kafka.connect.connector.ConnectRecord;
            public class Willing<R extends ConnectRecord<R>>
                    implements org.apache.kafka.connect.transforms.predicates.Predicate<R>,
                            org.apache.kafka.connect.components.Versioned {
                public String version() { return "%1$s.0"; }
                public void configure(Map<String, ?> config) {}
                public org.apache.kafka.common.config.ConfigDef config() {
                    return new org.apache.kafka.common.config.ConfigDef();
                }
                public boolean test(R record) { return "%1$s".equals("1"); }
                public void close() {}
            }
            """;

    /** Another class of the same name in each folder. */
    private static final String SHARED = """
            package acme;
            public class Shared { public static final String NAME = "%s".trim(); }
            """;

    private static final String PROVIDER = """
            package acme;
            import java.util.*;
            import org.apache.kafka.common.config.ConfigData;
            public class VaultConfigProvider implements org.apache.kafka.common.config.provider.ConfigProvider {
                private String prefix;
                public void configure(Map<String, ?> config) { prefix = Shared.NAME + config.get("prefix"); }
                public ConfigData get(String path) { return new ConfigData(Map.of()); }
                public ConfigData get(String path, Set<String> keys) {
                    var data = new HashMap<String, String>();
                    keys.forEach(key -> data.put(key, prefix + key));
                    return new ConfigData(data);
                }
                public void close() {}
            }
            """;

    private static final String REPORTER = """
            package acme;
            import java.nio.file.*;
            import java.util.*;
            import org.apache.kafka.common.metrics.KafkaMetric;
            public class FileReporter implements org.apache.kafka.common.metrics.MetricsReporter {
                private Path file;
                public void configure(Map<String, ?> config) {
                    file = Path.of(String.valueOf(config.get("metrics.context.file")));
                }
                public void init(List<KafkaMetric> metrics) { metrics.forEach(this::metricChange); }
                public synchronized void metricChange(KafkaMetric metric) {
                    try {
                        Files.writeString(file, Shared.NAME + " " + metric.metricName().name() + "\\n",
                                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }
                public void metricRemoval(KafkaMetric metric) {}
                public void close() {}
            }
            """;

    /** As an extension for lineage does: it sees what goes in and out of all connectors. */
    private static final String LINEAGE = """
            package acme;
            import java.nio.charset.StandardCharsets;
            import java.nio.file.*;
            import java.util.*;
            import org.apache.kafka.clients.consumer.*;
            import org.apache.kafka.clients.producer.*;
            import org.apache.kafka.common.TopicPartition;
            public class Lineage
                    implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {
                private Path file;
                public void configure(Map<String, ?> config) { file = Path.of(String.valueOf(config.get("lineage.file"))); }
                public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
                    record.headers().add("lineage", "run 7".getBytes(StandardCharsets.UTF_8));
                    return record;
                }
                public void onAcknowledgement(RecordMetadata where, Exception why) { tell("wrote " + where.topic()); }
                public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
                    records.forEach(record -> tell("read " + record.topic()));
                    return records;
                }
                public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}
                private void tell(String text) {
                    synchronized (Shared.NAME) {
                        try {
                            Files.writeString(file, text + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                }
                public void close() {}
            }
            """;

    private static final String SINK = """
            package acme;
            import java.nio.file.*;
            import java.util.*;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.sink.*;
            public class NotingSink extends SinkConnector {
                private Map<String, String> config;
                public String version() { return "1.0"; }
                public void start(Map<String, String> config) { this.config = config; }
                public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return NotingTask.class; }
                public List<Map<String, String>> taskConfigs(int max) { return List.of(config); }
                public void stop() {}
                public ConfigDef config() {
                    return new ConfigDef().define("notes", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "A file.");
                }
                public static class NotingTask extends SinkTask {
                    private Path file;
                    public String version() { return "1.0"; }
                    public void start(Map<String, String> config) { file = Path.of(config.get("notes")); }
                    public void put(Collection<SinkRecord> records) {
                        var lines = new ArrayList<String>();
                        for (var record : records) {
                            var headers = new TreeMap<String, Object>();
                            record.headers().forEach(header -> headers.put(header.key(), header.value()));
                            lines.add(record.kafkaPartition() + " " + headers + " " + record.value());
                        }
                        try {
                            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                    public void stop() {}
                }
            }
            """;

    @TempDir
    private Path folder;

    private LeatProcess leat;

    @BeforeEach
    void start() {
        install();
        leat = LeatProcess.start(folder.resolve("data"), settings());
    }

    @AfterEach
    void stop() {
        if (leat != null) {
            leat.close();
        }
    }

    private void install() {
        for (var version : List.of("1", "2")) {
            new JarBuilder(folder)
                    .source("acme.MarkConverter", CONVERTER.formatted(version))
                    .service(Converter.class, "acme.MarkConverter")
                    .source("acme.MarkHeaderConverter", HEADER_CONVERTER.formatted(version))
                    .service(HeaderConverter.class, "acme.MarkHeaderConverter")
                    .source("acme.Stamp", TRANSFORM.formatted(version))
                    .service(Transformation.class, "acme.Stamp")
                    .source("acme.Willing", PREDICATE.formatted(version))
                    .service(Predicate.class, "acme.Willing")
                    .write(plugin("marks-" + version));
        }
        new JarBuilder(folder)
                .source("acme.VaultConfigProvider", PROVIDER)
                .source("acme.Shared", SHARED.formatted("vault"))
                .service(ConfigProvider.class, "acme.VaultConfigProvider")
                .write(plugin("vault"));
        new JarBuilder(folder)
                .source("acme.FileReporter", REPORTER)
                .source("acme.Shared", SHARED.formatted("reporter"))
                .service(MetricsReporter.class, "acme.FileReporter")
                .write(plugin("reporter"));
        new JarBuilder(folder)
                .source("acme.Lineage", LINEAGE)
                .source("acme.Shared", SHARED.formatted("lineage"))
                .service(ProducerInterceptor.class, "acme.Lineage")
                .service(ConsumerInterceptor.class, "acme.Lineage")
                .write(plugin("lineage"));
        new JarBuilder(folder)
                .source("acme.NotingSink", SINK)
                .service(SinkConnector.class, "acme.NotingSink")
                .write(plugin("noting"));
    }

    private Map<String, String> settings() {
        var settings = new HashMap<>(Map.of(
                "plugin.path", folder.resolve("plugins").toString(),
                "config.providers", "vault",
                "config.providers.vault.class", "VaultConfigProvider",
                "config.providers.vault.param.prefix", "-of-",
                "metric.reporters", "FileReporter",
                "metrics.context.file", file("metrics").toString(),
                "header.converter", "MarkHeaderConverter",
                "header.converter.plugin.version", "1.0"));
        settings.putAll(Map.of(
                "producer.interceptor.classes",
                "Lineage",
                "producer.lineage.file",
                file("lineage").toString(),
                "consumer.interceptor.classes",
                "acme.Lineage",
                "consumer.lineage.file",
                file("lineage").toString()));
        return settings;
    }

    @Test
    void takesEachPluginInTheVersionThatIsAskedForAndShowsRecordsToExtensions() throws IOException {
        create("source", source());
        create("sink", sink());

        await().atMost(Duration.ofSeconds(60)).until(() -> lines("notes").size() == RECORDS);
        assertThat(lines("notes"))
                .allSatisfy(line -> assertThat(line)
                        .contains("{lineage=run 7|2, mark=1:vault-of-x|2, stamp=1:stamped by 1|2} 1:Struct{")
                        .endsWith("|2"))
                .extracting(line -> line.charAt(0))
                .containsOnly('0', '1')
                .contains('0', '1');
        await().until(() -> lines("metrics").contains("reporter source-record-poll-total"));
        await().until(() -> lines("lineage").stream().filter("wrote t"::equals).count() == RECORDS);
        assertThat(lines("lineage").stream().filter("read t"::equals)).hasSize(RECORDS);
        assertThat(leat.output()).doesNotContain("Exception");
    }

    private static Map<String, String> source() {
        var config = new HashMap<>(Map.of(
                "connector.class", "io.leat.connectors.datagen.DatagenSource",
                "topic", "t",
                "quickstart", "orders",
                "value.form", "struct",
                "records", String.valueOf(RECORDS),
                "rate.per.second", "0",
                "topic.creation.default.partitions", "2",
                "topic.creation.default.replication.factor", "1",
                "producer.override.partitioner.class", "org.apache.kafka.clients.producer.RoundRobinPartitioner"));
        config.putAll(Map.of(
                "value.converter", "MarkConverter",
                "value.converter.plugin.version", "[1.0,2.0)",
                "transforms", "mark,stamp",
                "transforms.mark.type", "org.apache.kafka.connect.transforms.InsertHeader",
                "transforms.mark.header", "mark",
                "transforms.mark.value.literal", "${vault:x}",
                "transforms.stamp.type", "Stamp",
                "transforms.stamp.plugin.version", "1.0",
                "transforms.stamp.predicate", "willing"));
        config.putAll(Map.of(
                "predicates", "willing",
                "predicates.willing.type", "Willing",
                "predicates.willing.plugin.version", "1.0"));
        return config;
    }

    /** The highest version, where none is asked for. */
    private Map<String, String> sink() {
        return Map.of(
                "connector.class", "NotingSink",
                "topics", "t",
                "notes", file("notes").toString(),
                "key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                "value.converter", "acme.MarkConverter",
                "header.converter", "acme.MarkHeaderConverter");
    }

    private void create(String name, Map<String, String> config) {
        var answer = new RestClient(leat.rest()).create(name, config);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    }

    private Path plugin(String name) {
        return folder.resolve("plugins").resolve(name).resolve(name + ".jar");
    }

    private Path file(String name) {
        return folder.resolve(name + ".txt");
    }

    private List<String> lines(String name) throws IOException {
        return Files.exists(file(name)) ? Files.readAllLines(file(name)) : List.of();
    }
}
