package io.leat.runtime.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;

/** Passes bytes through, but fails on the value {@code bad} and, the first three times, on {@code shaky}. */
public final class BytesConverter implements Converter, HeaderConverter {

    private int shakes;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return check((byte[]) value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, check(value));
    }

    private byte[] check(byte[] value) {
        var text = value == null ? "" : new String(value, UTF_8);
        if (text.equals("bad")) {
            throw new DataException("cannot read this");
        }
        if (text.equals("shaky") && shakes++ < 3) {
            throw new RetriableException("not yet");
        }
        return value;
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, value);
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return (byte[]) value;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void close() {}
}
