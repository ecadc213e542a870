package io.leat.broker.security;

import io.leat.broker.caller.InProcessCaller;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;

/** Callers for tests; their host is the loopback address. */
final class Callers {
    static final AuthorizableRequestContext ANONYMOUS = new InProcessCaller(KafkaPrincipal.ANONYMOUS, "test");

    private Callers() {}

    static AuthorizableRequestContext user(String name) {
        return new InProcessCaller(new KafkaPrincipal(KafkaPrincipal.USER_TYPE, name), "test");
    }
}
