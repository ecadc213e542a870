package io.leat.runtime.config;

import io.leat.runtime.plugin.Plugins.Plugin;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.connector.Connector;

/** Connectors may set whatever they like. */
record FreeOverrides() implements OverrideChecks {

    @Override
    public Stream<Problem> problems(Plugin<Connector> connector, Map<String, String> config) {
        return Stream.empty();
    }

    @Override
    public void close() {}
}
