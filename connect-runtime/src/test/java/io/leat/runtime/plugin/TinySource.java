package io.leat.runtime.plugin;

/** Source code of plugins that do nothing, to be compiled by tests. */
public final class TinySource {

    private TinySource() {}

    public static String code(String className, String version) {
        return """
                package %s;
                import java.util.*;
                public class %s extends org.apache.kafka.connect.source.SourceConnector {
                    /*init*/
                    public String version() { return "%s"; }
                    public void start(Map<String, String> config) {}
                    public void stop() {}
                    public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return null; }
                    public List<Map<String, String>> taskConfigs(int max) { return List.of(); }
                    public org.apache.kafka.common.config.ConfigDef config() {
                        return new org.apache.kafka.common.config.ConfigDef();
                    }
                }
                """.formatted(packageOf(className), simple(className), version);
    }

    static String converterCode(String className) {
        return """
                package %s;
                import org.apache.kafka.connect.data.*;
                public class %s implements org.apache.kafka.connect.storage.Converter {
                    public void configure(java.util.Map<String, ?> config, boolean isKey) {}
                    public byte[] fromConnectData(String topic, Schema schema, Object value) { return null; }
                    public SchemaAndValue toConnectData(String topic, byte[] value) { return null; }
                }
                """.formatted(packageOf(className), simple(className));
    }

    private static String packageOf(String className) {
        return className.substring(0, className.lastIndexOf('.'));
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
