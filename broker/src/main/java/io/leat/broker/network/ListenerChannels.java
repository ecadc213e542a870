package io.leat.broker.network;

import java.nio.channels.SelectionKey;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Reconfigurable;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes the channels of one network thread's connections, each as its listener wants it, so that one selector serves all
 * listeners.
 */
final class ListenerChannels implements ChannelBuilder {
    private final Map<ListenerName, ChannelBuilder> builders;
    private final Map<String, Connection> connections;
    private final Complaints complaints;

    /** @param connections by their ids, those that are about to be registered among them */
    ListenerChannels(
            Map<ListenerName, ChannelBuilder> builders, Map<String, Connection> connections, Complaints complaints) {
        this.builders = builders;
        this.connections = connections;
        this.complaints = complaints;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // The builders are configured already.
    }

    /**
     * Reads the certificates of listeners with TLS again whose files have changed; new connections get them. Where they
     * cannot be read, the old ones stay until they can.
     */
    void reloadCertificates() {
        builders.forEach((listener, builder) -> {
            if (builder instanceof Reconfigurable reloadable) {
                reload(listener, reloadable);
            }
        });
    }

    private void reload(ListenerName listener, Reconfigurable builder) {
        try {
            // Without new settings Kafka's builders look whether the files are newer than what was read.
            builder.reconfigure(Map.of());
        } catch (KafkaException e) {
            complaints.warn(
                    listener,
                    "The certificates of listener " + listener.value()
                            + " have changed and cannot be used; the old ones stay: " + e.getMessage());
        }
    }

    @Override
    public KafkaChannel buildChannel(
            String id, SelectionKey key, int maxReceiveSize, MemoryPool memoryPool, ChannelMetadataRegistry metadata) {
        var listener = Objects.requireNonNull(connections.get(id), id).listener();
        return Objects.requireNonNull(builders.get(listener.name()), id)
                .buildChannel(id, key, maxReceiveSize, memoryPool, metadata);
    }

    @Override
    public void close() {
        builders.values().forEach(builder -> Utils.closeQuietly(builder, "channel builder"));
    }
}
