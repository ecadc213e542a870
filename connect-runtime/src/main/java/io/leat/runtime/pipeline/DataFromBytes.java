package io.leat.runtime.pipeline;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** Converts the key or the value of a record of the log. */
final class DataFromBytes extends ConverterStep<Incoming> {

    DataFromBytes(Plugin<Converter> plugin, Stage stage) {
        super(plugin, stage, "toConnectData");
    }

    @Override
    public Incoming apply(Incoming incoming) {
        if (isKey()) {
            incoming.key = convert(incoming, incoming.record.key());
        } else {
            incoming.value = convert(incoming, incoming.record.value());
        }
        return incoming;
    }

    private SchemaAndValue convert(Incoming incoming, byte @Nullable [] bytes) {
        var topic = incoming.record.partition().topic();
        var context = ContextLoader.of(plugin.loader());
        try {
            return readsHeaders()
                    ? plugin.instance().toConnectData(topic, new RecordHeaders(incoming.record.headers()), bytes)
                    : plugin.instance().toConnectData(topic, bytes);
        } finally {
            context.close();
        }
    }
}
