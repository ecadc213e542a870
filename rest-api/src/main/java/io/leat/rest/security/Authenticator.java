package io.leat.rest.security;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Tells from the header {@code Authorization} who sent a request. */
public final class Authenticator implements AutoCloseable {

    private final Optional<BasicLogin> basic;
    private final Optional<BearerLogin> bearer;

    /**
     * @param random secure
     * @throws IllegalArgumentException if a credentials file cannot be read or is wrong, naming file and line
     */
    public Authenticator(AuthenticationSettings settings, Clock clock, RandomGenerator random) {
        var throttle = new LoginThrottle();
        this.basic = settings.users()
                .map(path -> new CredentialFile<>(path, PasswordHash::parse, clock))
                .map(users -> new BasicLogin(users, throttle, clock, random));
        this.bearer = settings.tokens()
                .map(path -> new CredentialFile<>(path, TokenHash::parse, clock))
                .map(tokens -> new BearerLogin(tokens, throttle, clock));
    }

    /**
     * Calls {@code then} once: at once on this thread, or, where a password is to be checked, later on {@code executor}.
     */
    void identify(@Nullable String header, String address, Executor executor, Consumer<Outcome> then) {
        var space = header == null ? -1 : header.indexOf(' ');
        if (header == null || space < 0) {
            then.accept(new Outcome.Missing());
            return;
        }
        var credentials = header.substring(space + 1).trim();
        var scheme = header.substring(0, space).toLowerCase(Locale.ROOT);
        if (scheme.equals("basic") && basic.isPresent()) {
            basic.get().identify(credentials, address, executor, then);
        } else if (scheme.equals("bearer") && bearer.isPresent()) {
            then.accept(bearer.get().identify(credentials, address));
        } else {
            then.accept(new Outcome.Missing());
        }
    }

    /** The values of {@code WWW-Authenticate}. */
    List<String> challenges() {
        var challenges = new ArrayList<String>();
        basic.ifPresent(on -> challenges.add("Basic realm=\"leat\", charset=\"UTF-8\""));
        bearer.ifPresent(on -> challenges.add("Bearer realm=\"leat\""));
        return challenges;
    }

    @Override
    public void close() {
        basic.ifPresent(BasicLogin::close);
    }
}
