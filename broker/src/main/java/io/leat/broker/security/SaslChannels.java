package io.leat.broker.security;

import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import javax.security.auth.Subject;
import org.apache.kafka.common.network.ChannelMetadataRegistry;
import org.apache.kafka.common.network.ConnectionMode;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.network.SaslChannelBuilder;
import org.apache.kafka.common.network.TransportLayer;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.AuthenticateCallbackHandler;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.authenticator.CredentialCache;
import org.apache.kafka.common.security.authenticator.SaslServerAuthenticator;
import org.apache.kafka.common.security.token.delegation.internals.DelegationTokenCache;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** Kafka's channels with SASL, whose failed logins are logged with the user's name. */
final class SaslChannels extends SaslChannelBuilder {
    private final ListenerName listener;
    private final SecurityProtocol protocol;
    private final Time time;
    private final Function<Short, ApiVersionsResponse> apiVersions;
    private final LimitedLog failures;

    SaslChannels(
            ListenerName listener,
            SecurityProtocol protocol,
            Map<String, JaasContext> jaas,
            CredentialCache credentials,
            DelegationTokenCache tokens,
            Time time,
            LogContext logContext,
            Function<Short, ApiVersionsResponse> apiVersions,
            LimitedLog failures) {
        super(
                ConnectionMode.SERVER,
                jaas,
                protocol,
                listener,
                false,
                null,
                credentials,
                tokens,
                null,
                time,
                logContext,
                apiVersions);
        this.listener = listener;
        this.protocol = protocol;
        this.time = time;
        this.apiVersions = apiVersions;
        this.failures = failures;
    }

    @Override
    protected SaslServerAuthenticator buildServerAuthenticator(
            Map<String, ?> configs,
            Map<String, AuthenticateCallbackHandler> callbackHandlers,
            String id,
            TransportLayer transport,
            Map<String, Subject> subjects,
            Map<String, Long> maxReauthMs,
            ChannelMetadataRegistry registry) {
        var attempt = new LoginAttempt(callbackHandlers);
        return new SaslServerAuthenticator(
                configs,
                attempt.handlers(),
                id,
                subjects,
                null,
                listener,
                protocol,
                transport,
                maxReauthMs,
                registry,
                time,
                apiVersions) {
            @Override
            public void handleAuthenticationFailure() throws IOException {
                var address = transport.socketChannel().socket().getRemoteSocketAddress();
                failures.warn(() -> attempt + " from " + address + " at listener " + listener.value() + " failed");
                super.handleAuthenticationFailure();
            }
        };
    }
}
