package io.leat.broker.network;

import java.util.function.Function;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.utils.LogContext;

/** Knows TLS and SASL. */
@FunctionalInterface
public interface ChannelSource {

    /**
     * Makes what turns the accepted sockets of a listener into channels.
     *
     * @param versions the answer to ApiVersions, by the version of the request: all that a client learns before it is
     *     authenticated
     * @return for the use of one network thread, which closes it
     * @throws org.apache.kafka.common.KafkaException if the settings of TLS or SASL cannot be used
     */
    ChannelBuilder open(Listener listener, LogContext log, Function<Short, ApiVersionsResponse> versions);
}
