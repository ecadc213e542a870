package io.leat.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.leat.distribution.LeatProcess;
import io.leat.distribution.RestClient;
import io.leat.runtime.plugin.JarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Apicurio's converter around its serdes for Protobuf, with a real registry: messages of a source go through a topic into a
 * sink. It hands messages on as they are, so the source, which makes them, lies in the folder of the serdes.
 */
class ProtobufIT {

    private static final int RECORDS = 20;

    private static final String SOURCE = """
            package shop;
            import com.google.protobuf.DescriptorProtos.*;
            import com.google.protobuf.Descriptors.*;
            import com.google.protobuf.*;
            import java.util.*;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.source.*;
            public class OrderSource extends SourceConnector {
                private Map<String, String> config;
                public String version() { return "1"; }
                public void start(Map<String, String> config) { this.config = config; }
                public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return OrderTask.class; }
                public List<Map<String, String>> taskConfigs(int max) { return List.of(config); }
                public void stop() {}
                public ConfigDef config() {
                    return new ConfigDef().define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Where to.")
                            .define("records", ConfigDef.Type.INT, ConfigDef.Importance.HIGH, "How many.");
                }
                public static class OrderTask extends SourceTask {
                    private Map<String, String> config;
                    private boolean done;
                    public String version() { return "1"; }
                    public void start(Map<String, String> config) { this.config = config; }
                    public List<SourceRecord> poll() throws InterruptedException {
                        if (done) {
                            Thread.sleep(50);
                            return null;
                        }
                        done = true;
                        var type = type();
                        var records = new ArrayList<SourceRecord>();
                        for (long id = 1; id <= Integer.parseInt(config.get("records")); id++) {
                            var order = DynamicMessage.newBuilder(type)
                                    .setField(type.findFieldByName("id"), id)
                                    .setField(type.findFieldByName("item"), "item " + id)
                                    .build();
                            records.add(new SourceRecord(Map.of("s", 1), Map.of("id", id), config.get("topic"), null, order));
                        }
                        return records;
                    }
                    private static Descriptor type() {
                        var file = FileDescriptorProto.newBuilder().setName("order.proto").setSyntax("proto3").setPackage("shop")
                                .addMessageType(DescriptorProto.newBuilder().setName("Order")
                                        .addField(field("id", 1, FieldDescriptorProto.Type.TYPE_INT64))
                                        .addField(field("item", 2, FieldDescriptorProto.Type.TYPE_STRING)))
                                .build();
                        try {
                            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).findMessageTypeByName("Order");
                        } catch (DescriptorValidationException e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    private static FieldDescriptorProto field(String name, int number, FieldDescriptorProto.Type type) {
                        return FieldDescriptorProto.newBuilder().setName(name).setNumber(number).setType(type)
                                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL).build();
                    }
                    public void stop() {}
                }
            }
            """;

    private static final String SINK = """
            package shop;
            import java.nio.file.*;
            import java.util.*;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.sink.*;
            public class OrderSink extends SinkConnector {
                private Map<String, String> config;
                public String version() { return "1"; }
                public void start(Map<String, String> config) { this.config = config; }
                public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return OrderTask.class; }
                public List<Map<String, String>> taskConfigs(int max) { return List.of(config); }
                public void stop() {}
                public ConfigDef config() {
                    return new ConfigDef().define("notes", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "A file.");
                }
                public static class OrderTask extends SinkTask {
                    private Path file;
                    public String version() { return "1"; }
                    public void start(Map<String, String> config) { file = Path.of(config.get("notes")); }
                    public void put(Collection<SinkRecord> records) {
                        var lines = new ArrayList<String>();
                        records.forEach(record -> lines.add(fields(record.value())));
                        try {
                            Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                        } catch (java.io.IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                    private static String fields(Object value) {
                        var fields = new TreeMap<String, Object>();
                        ((com.google.protobuf.Message) value).getAllFields()
                                .forEach((field, content) -> fields.put(field.getName(), content));
                        return fields.toString();
                    }
                    public void stop() {}
                }
            }
            """;

    private static Registry registry;

    @TempDir
    Path temp;

    @BeforeAll
    static void start() {
        registry = Registry.start();
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
    }

    @Test
    void takesMessagesThroughProtobufWithTheirSchemaInTheRegistry() throws IOException {
        assertThat(Message.class).isNotNull(); // what the source is compiled against
        var notes = temp.resolve("notes.txt");
        var settings = Map.of("plugin.path", plugins().toString(), "offset.flush.interval.ms", "200");
        try (var leat = LeatProcess.start(ThirdParty.dataFolder("protobuf"), settings)) {
            ThirdParty.create(
                    leat,
                    "source",
                    with(Map.of("connector.class", "OrderSource", "topic", "orders", "records", "" + RECORDS)));
            ThirdParty.create(
                    leat,
                    "sink",
                    with(Map.of("connector.class", "OrderSink", "topics", "orders", "notes", notes.toString())));

            Awaitility.await("lines in " + notes)
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        failIfFailed(leat);
                        return Files.exists(notes) && Files.readAllLines(notes).size() == RECORDS;
                    });
            assertThat(Files.readAllLines(notes))
                    .startsWith("{id=1, item=item 1}", "{id=2, item=item 2}")
                    .endsWith("{id=20, item=item 20}");
        }
        assertThat(registry.artifactTypes()).contains("PROTOBUF");
    }

    private static void failIfFailed(LeatProcess leat) {
        var status =
                new RestClient(leat.rest()).get("/connectors?expand=status").body();
        if (status.toString().contains("FAILED")) {
            throw new IllegalStateException(status.toString());
        }
    }

    /** The serdes as they come from Maven Central, and the connectors beside them. */
    private Path plugins() throws IOException {
        var plugin = Files.createDirectories(temp.resolve("plugins/protobuf"));
        try (var jars = Files.walk(ThirdParty.folder("apicurio-protobuf"))) {
            for (var jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.copy(jar, plugin.resolve(jar.getFileName()));
            }
        }
        new JarBuilder(temp)
                .source("shop.OrderSource", SOURCE)
                .service(SourceConnector.class, "shop.OrderSource")
                .source("shop.OrderSink", SINK)
                .service(SinkConnector.class, "shop.OrderSink")
                .write(plugin.resolve("orders.jar"));
        return plugin.getParent();
    }

    private static Map<String, String> with(Map<String, String> config) {
        var all = new HashMap<>(config);
        all.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        all.put("value.converter", "io.apicurio.registry.utils.converter.SerdeBasedConverter");
        for (var setting : List.of("serializer", "deserializer")) {
            all.put(
                    "value.converter.apicurio.registry.converter." + setting,
                    "io.apicurio.registry.serde.protobuf.ProtobufKafka"
                            + setting.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + setting.substring(1));
        }
        all.put(
                "value.converter.apicurio.registry.deserializer.value.return-class",
                "com.google.protobuf.DynamicMessage");
        all.put("value.converter.apicurio.registry.url", registry.url());
        all.put("value.converter.apicurio.registry.auto-register", "true");
        all.put("value.converter.apicurio.registry.find-latest", "true");
        return all;
    }
}
