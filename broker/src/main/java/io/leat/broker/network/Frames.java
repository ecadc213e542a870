package io.leat.broker.network;

import io.leat.broker.handler.Handlers;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.KafkaChannel;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.ApiVersionsRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;

/**
 * Makes requests of frames.
 *
 * <pre>
 * size:int32 | api key:int16 | api version:int16 | correlation id:int32 | client id:nullable string | [tags] | body
 * </pre>
 *
 * The size is already taken off. Format: <a href="https://kafka.apache.org/protocol">Kafka protocol guide</a>.
 */
final class Frames {
    private final Handlers handlers;

    Frames(Handlers handlers) {
        this.handlers = handlers;
    }

    /** @throws BrokenFrameException if the bytes are no request, or one of a kind that is not advertised */
    Exchange parse(Connection connection, KafkaChannel channel, ByteBuffer frame) throws BrokenFrameException {
        try {
            var header = RequestHeader.parse(frame);
            checkAdvertised(header);
            var context = context(connection, channel, header);
            var request = context.parseRequest(frame).request;
            if (request instanceof ApiVersionsRequest versions && versions.isValid()) {
                channel.channelMetadataRegistry()
                        .registerClientInformation(new ClientInformation(
                                versions.data().clientSoftwareName(),
                                versions.data().clientSoftwareVersion()));
            }
            return new Exchange(connection, context, request, frame);
        } catch (RuntimeException e) {
            // Whatever the parsers throw, the bytes are to blame; they hold no more than one line's worth of news.
            throw new BrokenFrameException(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private void checkAdvertised(RequestHeader header) throws BrokenFrameException {
        // A version of ApiVersions that is not known has an answer of its own, for newer clients.
        if (header.apiKey() != ApiKeys.API_VERSIONS && !handlers.supports(header.apiKey(), header.apiVersion())) {
            throw new BrokenFrameException(
                    "the API " + header.apiKey() + " in version " + header.apiVersion() + " is not supported");
        }
    }

    private static RequestContext context(Connection connection, KafkaChannel channel, RequestHeader header) {
        return new RequestContext(
                header,
                connection.id(),
                connection.address(),
                Optional.of(connection.port()),
                channel.principal(),
                connection.listener().name(),
                connection.listener().protocol(),
                channel.channelMetadataRegistry().clientInformation(),
                false,
                channel.principalSerde());
    }
}
