package io.leat.runtime;

import io.leat.runtime.plugin.JarBuilder;
import java.nio.file.Path;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.transforms.Transformation;

/** Plugins that tell their secrets to everyone; the setting {@code leak} says where a source does. */
final class LeakyPlugins {

    private static final String LEAKY = """
            package leaky;
            import java.util.List;
            import java.util.Map;
            import org.apache.kafka.common.config.Config;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.connector.Task;
            import org.apache.kafka.connect.errors.ConnectException;
            import org.apache.kafka.connect.errors.RetriableException;
            import org.apache.kafka.connect.source.SourceConnector;
            import org.apache.kafka.connect.source.SourceRecord;
            import org.apache.kafka.connect.source.SourceTask;
            public class LeakySource extends SourceConnector {
                private Map<String, String> config;
                public String version() { return "1.0"; }
                public void start(Map<String, String> settings) { config = settings; }
                public void stop() { throw new IllegalStateException("cannot release " + config.get("dsn").trim()); }
                public Class<? extends Task> taskClass() { return LeakyTask.class; }
                public List<Map<String, String>> taskConfigs(int max) {
                    return List.of(Map.of(
                            "url", "db://" + config.get("dsn").trim(),
                            "dsn", config.get("dsn"),
                            "leak", config.getOrDefault("leak", "")));
                }
                public ConfigDef config() {
                    return new ConfigDef().define("dsn", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
                }
                public Config validate(Map<String, String> config) {
                    if (config.containsKey("refuse")) {
                        throw new IllegalStateException("no " + config);
                    }
                    return super.validate(config);
                }
                public static class LeakyTask extends SourceTask {
                    private String dsn;
                    private String leak;
                    private int polls;
                    public String version() { return "1.0"; }
                    public void start(Map<String, String> settings) {
                        dsn = settings.get("dsn").trim();
                        leak = settings.getOrDefault("leak", "");
                        if (leak.equals("start")) {
                            throw new ConnectException("denied " + dsn);
                        }
                    }
                    private String forms() {
                        var utf8 = java.nio.charset.StandardCharsets.UTF_8;
                        var json = dsn.replace("\\\\", "\\\\\\\\").replace("\\"", "\\\\\\"");
                        var url = java.net.URLEncoder.encode(dsn, utf8);
                        var base64 = java.util.Base64.getEncoder();
                        return "json {\\"dsn\\":\\"" + json + "\\"} url db://ann:" + url + "@host basic "
                                + base64.encodeToString(("ann:" + dsn).getBytes(utf8)) + " plain "
                                + base64.encodeToString(dsn.getBytes(utf8));
                    }
                    private SourceRecord record() {
                        var value = new java.util.HashMap<String, Object>();
                        value.put("text", dsn);
                        value.put("at " + dsn, "x");
                        var bytes = ("\\u00ff" + dsn).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
                        var record = new SourceRecord(
                                Map.of("source", dsn), Map.of("n", dsn), "leaks", null, null, dsn, null, value);
                        record.headers().addString("at-" + dsn, "for " + dsn);
                        record.headers().add("bytes", bytes, org.apache.kafka.connect.data.Schema.BYTES_SCHEMA);
                        return record;
                    }
                    public void commit() { throw new IllegalStateException("cannot commit with " + dsn); }
                    public void stop() { throw new IllegalStateException("cannot close " + dsn); }
                    public List<SourceRecord> poll() throws InterruptedException {
                        if (leak.equals("records")) {
                            Thread.sleep(20);
                            return List.of(record());
                        }
                        if (leak.equals("bad")) {
                            Thread.sleep(20);
                            return List.of(new SourceRecord(Map.of(), Map.of("n", 1), "leaks", null, "v"));
                        }
                        if (leak.equals("forms")) {
                            throw new ConnectException("denied " + dsn + " " + forms());
                        }
                        if (polls++ == 0) {
                            throw new RetriableException("try again with " + dsn);
                        }
                        throw new ConnectException("denied " + dsn, new IllegalStateException("for " + dsn));
                    }
                }
            }
            """;

    private static final String LEAKY_TRANSFORM = """
            package leaky;
            import java.util.Map;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.connect.connector.ConnectRecord;
            import org.apache.kafka.connect.errors.DataException;
            import org.apache.kafka.connect.transforms.Transformation;
            public class LeakyTransform<R extends ConnectRecord<R>> implements Transformation<R> {
                private String password;
                public void configure(Map<String, ?> settings) { password = (String) settings.get("password"); }
                public R apply(R record) { throw new DataException("not " + password); }
                public ConfigDef config() {
                    return new ConfigDef().define("password", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
                }
                public void close() {}
            }
            """;

    private static final String LEAKY_SINK = """
            package leaky;
            import java.util.Collection;
            import java.util.LinkedHashMap;
            import java.util.List;
            import java.util.Map;
            import org.apache.kafka.common.config.ConfigDef;
            import org.apache.kafka.common.metrics.Gauge;
            import org.apache.kafka.common.metrics.PluginMetrics;
            import org.apache.kafka.connect.connector.Task;
            import org.apache.kafka.connect.sink.SinkConnector;
            import org.apache.kafka.connect.sink.SinkRecord;
            import org.apache.kafka.connect.sink.SinkTask;
            public class LeakySink extends SinkConnector {
                private Map<String, String> config;
                public String version() { return "1.0"; }
                public void start(Map<String, String> settings) {
                    config = settings;
                    tell(context().pluginMetrics(), config.get("dsn").trim());
                }
                public void stop() {}
                public Class<? extends Task> taskClass() { return LeakyTask.class; }
                public List<Map<String, String>> taskConfigs(int max) { return List.of(config); }
                public ConfigDef config() {
                    return new ConfigDef().define("dsn", ConfigDef.Type.PASSWORD, ConfigDef.Importance.HIGH, "");
                }
                static void tell(PluginMetrics metrics, String dsn) {
                    var tags = new LinkedHashMap<>(Map.of("to", dsn));
                    Gauge<Object> number = (config, now) -> 1;
                    metrics.addMetric(metrics.metricName("calls of " + dsn, "calls of " + dsn, tags), number);
                    Gauge<Object> text = (config, now) -> "to " + dsn;
                    metrics.addMetric(metrics.metricName("target", "target", tags), text);
                }
                public static class LeakyTask extends SinkTask {
                    private String dsn;
                    public String version() { return "1.0"; }
                    public void start(Map<String, String> settings) {
                        dsn = settings.get("dsn").trim();
                        tell(context.pluginMetrics(), dsn);
                    }
                    public void put(Collection<SinkRecord> records) {
                        if (!records.isEmpty()) {
                            throw new IllegalStateException("cannot put into " + dsn);
                        }
                    }
                    public void stop() {}
                }
            }
            """;

    private LeakyPlugins() {}

    static void write(Path work, Path jar) {
        new JarBuilder(work)
                .source("leaky.LeakySource", LEAKY)
                .source("leaky.LeakySink", LEAKY_SINK)
                .source("leaky.LeakyTransform", LEAKY_TRANSFORM)
                .service(SourceConnector.class, "leaky.LeakySource")
                .service(SinkConnector.class, "leaky.LeakySink")
                .service(Transformation.class, "leaky.LeakyTransform")
                .write(jar);
    }
}
