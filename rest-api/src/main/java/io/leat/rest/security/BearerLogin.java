package io.leat.rest.security;

import java.time.Clock;
import java.util.Map;

/** Tokens by the header {@code Authorization: Bearer …}. */
final class BearerLogin {

    private final CredentialFile<TokenHash> tokens;
    private final LoginThrottle throttle;
    private final Clock clock;

    BearerLogin(CredentialFile<TokenHash> tokens, LoginThrottle throttle, Clock clock) {
        this.tokens = tokens;
        this.throttle = throttle;
        this.clock = clock;
    }

    /** Compares with every token, so that the time taken tells nothing. */
    Outcome identify(String token, String address) {
        var given = TokenHash.of(token);
        var owner = tokens.entries().entrySet().stream()
                .filter(entry -> entry.getValue().matches(given))
                .map(Map.Entry::getKey)
                .reduce((first, same) -> first);
        return owner.<Outcome>map(Outcome.Known::new).orElseGet(() -> wrong(address));
    }

    private Outcome wrong(String address) {
        return new Outcome.Wrong(throttle.failed("unknown token", address, clock.millis()));
    }
}
