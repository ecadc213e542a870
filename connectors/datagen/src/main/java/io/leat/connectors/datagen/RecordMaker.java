package io.leat.connectors.datagen;

import io.leat.connect.api.Share;
import io.leat.connectors.delivery.FieldPath;
import io.leat.connectors.delivery.JsonFormat;
import io.leat.connectors.delivery.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Makes record n: value, key and offset, all from n. */
final class RecordMaker {

    private static final double UNLIMITED_STEP_MS = 1;

    private final DatagenSettings settings;
    private final RecordSet records;
    private final int task;
    private final Map<String, String> partition;
    private final Function<DatagenPosition, Map<String, Object>> encode;
    private final JsonWriter json = new JsonWriter(JsonFormat.DEFAULT);
    private final StructMaker structs = new StructMaker();
    private final Filler filler;
    private final double stepMs;

    RecordMaker(
            DatagenSettings settings,
            Share share,
            Map<String, String> partition,
            Function<DatagenPosition, Map<String, Object>> encode) {
        this.settings = settings;
        this.records = settings.quickstart().records();
        this.task = share.index();
        this.partition = partition;
        this.encode = encode;
        this.filler = new Filler(
                settings.bytesPerRecord().map(size -> (int) size.bytes()).orElse(0), json);
        var rate = settings.rateOfTask(share.count());
        this.stepMs = rate == 0 ? UNLIMITED_STEP_MS : 1_000 / rate;
    }

    SourceRecord make(long number) {
        var value = filler.fill(records.value(new Dice(settings.seed(), task, number), number, at(number)));
        var key = settings.keyField()
                .flatMap(path -> FieldPath.find(value, path))
                .flatMap(FieldPath::text)
                .orElse(null);
        return record(number, key, value);
    }

    private SourceRecord record(long number, @Nullable String key, Object value) {
        var offset = encode.apply(new DatagenPosition(number));
        var keySchema = key == null ? null : Schema.STRING_SCHEMA;
        if (!(value instanceof Map<?, ?> fields)) {
            return new SourceRecord(
                    partition, offset, settings.topic(), null, keySchema, key, Schema.STRING_SCHEMA, value);
        }
        return switch (settings.valueForm()) {
            case MAP -> new SourceRecord(partition, offset, settings.topic(), null, keySchema, key, null, fields);
            case JSON -> {
                var text = new String(json.write(null, fields), StandardCharsets.UTF_8);
                yield new SourceRecord(
                        partition, offset, settings.topic(), null, keySchema, key, Schema.STRING_SCHEMA, text);
            }
            case STRUCT -> {
                var struct = structs.struct(fields);
                yield new SourceRecord(
                        partition, offset, settings.topic(), null, keySchema, key, struct.schema(), struct);
            }
        };
    }

    private Instant at(long number) {
        return settings.startTime().instant().plusMillis((long) (number * stepMs));
    }
}
