package io.leat.runtime.pipeline;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** Converts the key or the value of a source's record. */
final class DataToBytes extends ConverterStep<Outgoing> {

    DataToBytes(Plugin<Converter> plugin, Stage stage) {
        super(plugin, stage, "fromConnectData");
    }

    @Override
    public Outgoing apply(Outgoing record) {
        var data = record.transformed;
        if (isKey()) {
            record.key = convert(record, data.keySchema(), data.key());
        } else {
            record.value = convert(record, data.valueSchema(), data.value());
            record.timestamp = timestamp(data);
        }
        return record;
    }

    private byte @Nullable [] convert(Outgoing record, @Nullable Schema schema, @Nullable Object data) {
        var context = ContextLoader.of(plugin.loader());
        try {
            if (!readsHeaders()) {
                return plugin.instance().fromConnectData(record.topic(), schema, data);
            }
            var headers = record.headers instanceof RecordHeaders given ? given : new RecordHeaders(record.headers);
            var bytes = plugin.instance().fromConnectData(record.topic(), headers, schema, data);
            record.headers = headers;
            return bytes;
        } finally {
            context.close();
        }
    }

    private static long timestamp(SourceRecord record) {
        var timestamp = record.timestamp();
        if (timestamp == null) {
            return Outgoing.NOW;
        }
        if (timestamp < Outgoing.NOW) {
            throw new InvalidRecordException("The record's timestamp " + timestamp
                    + " is negative; the connector has to give milliseconds since 1970 or none.");
        }
        return timestamp;
    }
}
