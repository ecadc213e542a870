package io.leat.converters;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.storage.ConverterConfig;

/** The settings of Kafka's JsonConverter 4.3, by the same names and with the same defaults. */
final class FastJsonSettings extends ConverterConfig {

    private static final String SCHEMAS_ENABLE = "schemas.enable";
    private static final String SCHEMAS_CACHE_SIZE = "schemas.cache.size";
    private static final String SCHEMA_CONTENT = "schema.content";
    private static final String DECIMAL_FORMAT = "decimal.format";
    private static final String REPLACE_NULL_WITH_DEFAULT = "replace.null.with.default";
    private static final String SCHEMAS = "Schemas";
    private static final String SERIALIZATION = "Serialization";

    /** How a Decimal is written: Base64 of the unscaled bytes, or a JSON number. Either is understood when reading. */
    enum DecimalFormat {
        BASE64,
        NUMERIC
    }

    FastJsonSettings(Map<String, ?> settings) {
        super(definition(), settings);
    }

    static ConfigDef definition() {
        return newConfigDef()
                .define(
                        SCHEMAS_ENABLE,
                        Type.BOOLEAN,
                        true,
                        Importance.HIGH,
                        "Whether every key and value carries its schema, in an envelope of \"schema\" and \"payload\".",
                        SCHEMAS,
                        0,
                        Width.MEDIUM,
                        "Enable Schemas")
                .define(
                        SCHEMAS_CACHE_SIZE,
                        Type.INT,
                        1000,
                        Importance.HIGH,
                        "How many schemas this converter remembers, in each direction.",
                        SCHEMAS,
                        1,
                        Width.MEDIUM,
                        "Schema Cache Size")
                .define(
                        SCHEMA_CONTENT,
                        Type.STRING,
                        null,
                        Importance.HIGH,
                        "A schema in JSON for every message read: messages are then the bare payload. Applies to sink"
                                + " connectors when schemas.enable is true.",
                        SCHEMAS,
                        2,
                        Width.MEDIUM,
                        "Schema Content")
                .define(
                        DECIMAL_FORMAT,
                        Type.STRING,
                        DecimalFormat.BASE64.name(),
                        ConfigDef.CaseInsensitiveValidString.in(
                                DecimalFormat.BASE64.name(), DecimalFormat.NUMERIC.name()),
                        Importance.LOW,
                        "How decimals are written: BASE64 (the unscaled bytes) or NUMERIC (a JSON number). Case does"
                                + " not matter.",
                        SERIALIZATION,
                        0,
                        Width.MEDIUM,
                        "Decimal Format")
                .define(
                        REPLACE_NULL_WITH_DEFAULT,
                        Type.BOOLEAN,
                        true,
                        Importance.LOW,
                        "Whether a null in a field that has a default becomes that default, or stays null.",
                        SERIALIZATION,
                        1,
                        Width.MEDIUM,
                        "Replace null with default");
    }

    boolean schemasEnabled() {
        return getBoolean(SCHEMAS_ENABLE);
    }

    int schemaCacheSize() {
        return getInt(SCHEMAS_CACHE_SIZE);
    }

    DecimalFormat decimalFormat() {
        return DecimalFormat.valueOf(getString(DECIMAL_FORMAT).toUpperCase(Locale.ROOT));
    }

    boolean replaceNullWithDefault() {
        return getBoolean(REPLACE_NULL_WITH_DEFAULT);
    }

    /** The schema for all messages read, as UTF-8 JSON. */
    Optional<byte[]> schemaContent() {
        return Optional.ofNullable(getString(SCHEMA_CONTENT))
                .filter(json -> !json.isEmpty())
                .map(json -> json.getBytes(StandardCharsets.UTF_8));
    }
}
