package io.leat.broker.security;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ChannelBuilders;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.authenticator.CredentialCache;
import org.apache.kafka.common.security.scram.internals.ScramMechanism;
import org.apache.kafka.common.security.token.delegation.internals.DelegationTokenCache;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;

/** Makes what turns accepted sockets of a listener into channels. */
final class Channels {
    private final ListenerConfigs configs;
    private final CredentialCache credentials;
    /** Kafka's SCRAM looks here too; there are no delegation tokens. */
    private final DelegationTokenCache tokens = new DelegationTokenCache(ScramMechanism.mechanismNames());

    private final Time time;
    private final LimitedLog failures;

    Channels(ListenerConfigs configs, CredentialCache credentials, Time time, LimitedLog failures) {
        this.configs = configs;
        this.credentials = credentials;
        this.time = time;
        this.failures = failures;
    }

    ChannelBuilder of(
            ListenerName listener,
            SecurityProtocol protocol,
            LogContext logContext,
            Function<Short, ApiVersionsResponse> apiVersions) {
        var config = configs.of(listener, protocol);
        return switch (protocol) {
            case PLAINTEXT, SSL ->
                ChannelBuilders.serverChannelBuilder(
                        listener, false, protocol, config, credentials, tokens, time, logContext, apiVersions);
            case SASL_PLAINTEXT, SASL_SSL -> sasl(listener, protocol, config, logContext, apiVersions);
        };
    }

    private SaslChannels sasl(
            ListenerName listener,
            SecurityProtocol protocol,
            AbstractConfig config,
            LogContext logContext,
            Function<Short, ApiVersionsResponse> apiVersions) {
        var values = saslValues(config, listener);
        OauthUrls.allow(values.get("sasl.oauthbearer.jwks.endpoint.url"));
        var channels = new SaslChannels(
                listener,
                protocol,
                jaas(listener, values),
                credentials,
                tokens,
                time,
                logContext,
                apiVersions,
                failures);
        channels.configure(values);
        return channels;
    }

    private static Map<String, Object> saslValues(AbstractConfig config, ListenerName listener) {
        var values = values(config, listener);
        if (!config.originals().containsKey(listener.configPrefix() + SecurityKeys.CLIENT_AUTH)) {
            // As in Kafka: clients of SASL listeners show certificates only where the listener itself asks for them.
            values.put(SecurityKeys.CLIENT_AUTH, "none");
        }
        return values;
    }

    private static Map<String, Object> values(AbstractConfig config, ListenerName listener) {
        var values = new HashMap<String, Object>(config.valuesWithPrefixOverride(listener.configPrefix()));
        config.originals().forEach(values::putIfAbsent);
        return values;
    }

    private static Map<String, JaasContext> jaas(ListenerName listener, Map<String, Object> values) {
        var contexts = new HashMap<String, JaasContext>();
        if (values.get(SecurityKeys.MECHANISMS) instanceof List<?> mechanisms) {
            for (var mechanism : mechanisms) {
                var name = mechanism.toString();
                contexts.put(name, JaasContext.loadServerContext(listener, name, values));
            }
        }
        return contexts;
    }
}
