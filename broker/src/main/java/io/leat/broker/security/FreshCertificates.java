package io.leat.broker.security;

import java.nio.channels.SelectionKey;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.network.ListenerReconfigurable;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Channels with TLS whose certificates may be replaced while it runs: before a channel is made, at most once a second, the
 * files are looked at and read again if they have changed. Channels that are open keep what they have. Files that cannot
 * be used, such as half-written ones, leave the former certificate in place and are tried again.
 */
final class FreshCertificates<B extends ChannelBuilder & ListenerReconfigurable> implements ChannelBuilder {
    private static final Logger LOGGER = LoggerFactory.getLogger(FreshCertificates.class);
    private static final long PAUSE_MS = 1000;

    private final B channels;
    private final Map<String, ?> settings;
    private final Time time;
    private long nextLook;
    private boolean failing;

    /** @param settings what the channels were configured with */
    FreshCertificates(B channels, Map<String, ?> settings, Time time) {
        this.channels = channels;
        this.settings = settings;
        this.time = time;
        this.nextLook = time.hiResClockMs() + PAUSE_MS;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // The channels are configured already.
    }

    @Override
    public KafkaChannel buildChannel(
            String id, SelectionKey key, int maxReceiveSize, MemoryPool memoryPool, ChannelMetadataRegistry registry) {
        var now = time.hiResClockMs();
        if (now >= nextLook) {
            nextLook = now + PAUSE_MS;
            renew();
        }
        return channels.buildChannel(id, key, maxReceiveSize, memoryPool, registry);
    }

    private void renew() {
        try {
            channels.reconfigure(settings);
            failing = false;
        } catch (KafkaException e) {
            if (!failing) {
                failing = true;
                LOGGER.error(
                        "The changed certificates of listener {} cannot be used, the former ones go on serving: {}",
                        channels.listenerName().value(),
                        e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        channels.close();
    }
}
