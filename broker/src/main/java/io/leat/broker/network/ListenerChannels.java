package io.leat.broker.network;

import java.nio.channels.SelectionKey;
import java.util.Map;
import java.util.Objects;
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

    /** @param connections by their ids, those that are about to be registered among them */
    ListenerChannels(Map<ListenerName, ChannelBuilder> builders, Map<String, Connection> connections) {
        this.builders = builders;
        this.connections = connections;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // The builders are configured already.
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
