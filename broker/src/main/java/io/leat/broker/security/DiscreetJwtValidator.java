package io.leat.broker.security;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.security.oauthbearer.DefaultJwtValidator;
import org.apache.kafka.common.security.oauthbearer.JwtValidator;
import org.apache.kafka.common.security.oauthbearer.JwtValidatorException;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerToken;

/**
 * Kafka's check of tokens, which says why it refused one without quoting it: Kafka logs that reason, and a token that is
 * refused here may be good elsewhere. Public because Kafka makes it by its name.
 */
public final class DiscreetJwtValidator implements JwtValidator {
    /** What jose4j writes after the reason: the token, or what is in it. */
    private static final String DETAILS = "Additional details";

    private final JwtValidator kafkas = new DefaultJwtValidator();

    @Override
    public void configure(Map<String, ?> configs, String mechanism, List<AppConfigurationEntry> jaas) {
        kafkas.configure(configs, mechanism, jaas);
    }

    @Override
    public OAuthBearerToken validate(String token) {
        try {
            return kafkas.validate(token);
        } catch (JwtValidatorException e) {
            // Not as its cause either: that would be logged with it.
            throw new JwtValidatorException(withoutToken(String.valueOf(e.getMessage()), token));
        }
    }

    private static String withoutToken(String reason, String token) {
        var details = reason.indexOf(DETAILS);
        var text = details < 0 ? reason : reason.substring(0, details);
        return token.isEmpty() ? text : text.replace(token, "[hidden]");
    }

    @Override
    public void close() throws IOException {
        kafkas.close();
    }
}
