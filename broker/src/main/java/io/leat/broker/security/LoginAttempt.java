package io.leat.broker.security;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;

/** Who tries to come in over a connection, overheard between Kafka's mechanisms and what checks their credentials. */
final class LoginAttempt {
    private final Map<String, AuthenticateCallbackHandler> handlers = new HashMap<>();
    private volatile String description = "Authentication before a user was named,";

    /** @param shared what checks the credentials, by mechanism; serves all connections of the listener */
    LoginAttempt(Map<String, AuthenticateCallbackHandler> shared) {
        shared.forEach((mechanism, handler) -> handlers.put(mechanism, new Overheard(mechanism, handler)));
    }

    Map<String, AuthenticateCallbackHandler> handlers() {
        return handlers;
    }

    @Override
    public String toString() {
        return description;
    }

    private final class Overheard implements AuthenticateCallbackHandler {
        private final String mechanism;
        private final AuthenticateCallbackHandler handler;

        private Overheard(String mechanism, AuthenticateCallbackHandler handler) {
            this.mechanism = mechanism;
            this.handler = handler;
        }

        @Override
        public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
            description = mechanism + " authentication";
            for (var callback : callbacks) {
                if (callback instanceof NameCallback name && name.getDefaultName() != null) {
                    description += " of user '" + LimitedLog.printable(name.getDefaultName()) + "'";
                }
            }
            handler.handle(callbacks);
        }

        /** The shared handler has been configured by its channel builder, which closes it too. */
        @Override
        public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {}

        @Override
        public void close() {}
    }
}
