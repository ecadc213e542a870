package io.leat.broker.security;

import java.net.InetAddress;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** A caller without connection, such as a connector's task; its host is the loopback address. */
public record InProcessCaller(KafkaPrincipal principal, String clientId) implements AuthorizableRequestContext {

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
        return ApiKeys.METADATA.id;
    }

    @Override
    public int requestVersion() {
        return ApiKeys.METADATA.latestVersion();
    }

    @Override
    public int correlationId() {
        return 0;
    }
}
