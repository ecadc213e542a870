package io.leat.broker.group;

import java.net.InetAddress;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** This process, where the coordinator wants to know who asks. */
record LocalCaller(ApiKeys key) implements AuthorizableRequestContext {
    static final String CLIENT_ID = "leat";

    @Override
    public String listenerName() {
        return "";
    }

    @Override
    public SecurityProtocol securityProtocol() {
        return SecurityProtocol.PLAINTEXT;
    }

    @Override
    public KafkaPrincipal principal() {
        return KafkaPrincipal.ANONYMOUS;
    }

    @Override
    public InetAddress clientAddress() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public int requestType() {
        return key.id;
    }

    @Override
    public int requestVersion() {
        return key.latestVersion();
    }

    @Override
    public String clientId() {
        return CLIENT_ID;
    }

    @Override
    public int correlationId() {
        return 0;
    }
}
