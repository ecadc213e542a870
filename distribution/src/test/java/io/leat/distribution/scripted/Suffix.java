package io.leat.distribution.scripted;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.Transformation;

/** Adds {@code suffix} to a value, and fails at one that contains {@code forbidden}. */
public final class Suffix<R extends ConnectRecord<R>> implements Transformation<R> {

    private String suffix = "";
    private String forbidden = "";

    @Override
    public R apply(R record) {
        var value = String.valueOf(record.value());
        if (!forbidden.isEmpty() && value.contains(forbidden)) {
            throw new DataException("forbidden value");
        }
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                value + suffix,
                record.timestamp());
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("suffix", Type.STRING, "", Importance.LOW, "")
                .define("forbidden", Type.STRING, "", Importance.LOW, "");
    }

    @Override
    public void configure(Map<String, ?> settings) {
        suffix = text(settings, "suffix");
        forbidden = text(settings, "forbidden");
    }

    private static String text(Map<String, ?> settings, String key) {
        var value = settings.get(key);
        return value == null ? "" : value.toString();
    }

    @Override
    public void close() {}
}
