package io.leat.runtime.pipeline;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.storage.HeaderConverter;

/** Converts the headers of a source's record. */
final class HeadersToBytes implements Step<Outgoing> {

    private final Plugin<HeaderConverter> plugin;

    HeadersToBytes(Plugin<HeaderConverter> plugin) {
        this.plugin = plugin;
    }

    @Override
    public Outgoing apply(Outgoing record) {
        var headers = record.transformed.headers();
        if (headers.isEmpty()) {
            return record;
        }
        var converted = new RecordHeaders();
        var context = ContextLoader.of(plugin.loader());
        try {
            for (var header : headers) {
                var bytes = plugin.instance()
                        .fromConnectHeader(record.topic(), header.key(), header.schema(), header.value());
                converted.add(header.key(), bytes);
            }
        } finally {
            context.close();
        }
        record.headers = converted;
        return record;
    }

    @Override
    public Stage stage() {
        return Stage.HEADER_CONVERTER;
    }

    @Override
    public String name() {
        return stage().words();
    }

    @Override
    public String className() {
        return plugin.className();
    }

    @Override
    public void close() {
        Utils.closeQuietly(plugin.instance(), name());
    }
}
