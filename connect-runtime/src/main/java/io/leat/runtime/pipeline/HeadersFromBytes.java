package io.leat.runtime.pipeline;

import io.leat.runtime.plugin.ContextLoader;
import io.leat.runtime.plugin.Plugins.Plugin;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.storage.HeaderConverter;

/** Converts the headers of a record of the log. */
final class HeadersFromBytes implements Step<Incoming> {

    private final Plugin<HeaderConverter> plugin;

    HeadersFromBytes(Plugin<HeaderConverter> plugin) {
        this.plugin = plugin;
    }

    @Override
    public Incoming apply(Incoming incoming) {
        var headers = incoming.record.headers();
        if (headers.length == 0) {
            return incoming;
        }
        var converted = new ConnectHeaders();
        var topic = incoming.record.partition().topic();
        var context = ContextLoader.of(plugin.loader());
        try {
            for (var header : headers) {
                converted.add(header.key(), plugin.instance().toConnectHeader(topic, header.key(), header.value()));
            }
        } finally {
            context.close();
        }
        incoming.headers = converted;
        return incoming;
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
