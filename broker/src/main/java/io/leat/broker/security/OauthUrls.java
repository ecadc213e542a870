package io.leat.broker.security;

import java.util.Arrays;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's OAUTHBEARER reads only from URLs that a system property allows, so that nobody who configures a client, such as
 * a connector, can make the process call any address. What the server's own configuration names is allowed here, and
 * nothing else.
 */
final class OauthUrls {
    private static final String PROPERTY = BrokerSecurityConfigs.ALLOWED_SASL_OAUTHBEARER_URLS_CONFIG;

    private OauthUrls() {}

    static synchronized void allow(@Nullable Object url) {
        var allowed = System.getProperty(PROPERTY, "");
        if (url != null
                && Arrays.stream(allowed.split(",", -1))
                        .noneMatch(known -> known.trim().equals(url))) {
            System.setProperty(PROPERTY, allowed.isBlank() ? url.toString() : allowed + "," + url);
        }
    }
}
