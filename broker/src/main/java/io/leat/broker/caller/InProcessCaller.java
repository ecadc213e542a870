package io.leat.broker.caller;

import java.net.InetAddress;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/**
 * A caller without connection, such as a connector's task; its host is the loopback address.
 *
 * @param request what it would send if it had a connection
 */
public record InProcessCaller(KafkaPrincipal principal, String clientId, ApiKeys request)
        implements AuthorizableRequestContext {

    /** For questions that are the same whatever the request. */
    public InProcessCaller(KafkaPrincipal principal, String clientId) {
        this(principal, clientId, ApiKeys.METADATA);
    }

    /** The log itself, where access is not asked for. */
    public static InProcessCaller ofTheLog(ApiKeys request) {
        return new InProcessCaller(KafkaPrincipal.ANONYMOUS, "leat", request);
    }

    @Override
    public String listenerName() {
        return "";
    }

    @Override
    public SecurityProtocol securityProtocol() {
        return SecurityProtocol.PLAINTEXT;
    }

    @Override
    public InetAddress clientAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int requestType() {
        return request.id;
    }

    @Override
    public int requestVersion() {
        return request.latestVersion();
    }

    @Override
    public int correlationId() {
        return 0;
    }
}
