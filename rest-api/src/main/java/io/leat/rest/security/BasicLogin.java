package io.leat.rest.security;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Passwords by HTTP basic authentication. The slow hash runs on one thread of its own so that a flood of
 * guesses takes one processor at most and no request thread.
 */
final class BasicLogin implements AutoCloseable {

    /** More than there are connections, each of which waits for one answer at most. */
    private static final int QUEUE = 1024;

    private final CredentialFile<PasswordHash> users;
    private final LoginThrottle throttle;
    private final Clock clock;
    private final VerifiedPasswords verified;
    private final PasswordHash nobody;
    private final ExecutorService hashing;

    BasicLogin(CredentialFile<PasswordHash> users, LoginThrottle throttle, Clock clock, RandomGenerator random) {
        this.users = users;
        this.throttle = throttle;
        this.clock = clock;
        this.verified = new VerifiedPasswords(random);
        this.nobody = PasswordHash.ofNobody(random);
        this.hashing = new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), task -> {
            var thread = new Thread(task, "rest-password");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Calls {@code then} once: at once, or on {@code executor} after the slow hash. */
    void identify(String encoded, String address, Executor executor, Consumer<Outcome> then) {
        var login = decode(encoded);
        if (login.isEmpty()) {
            then.accept(wrong("malformed basic credentials", address));
            return;
        }
        var known = withoutHashing(login.get(), address);
        if (known.isPresent()) {
            then.accept(known.get());
            return;
        }
        try {
            hashing.execute(() -> {
                var outcome = withoutHashing(login.get(), address).orElseGet(() -> hashed(login.get(), address));
                executor.execute(() -> then.accept(outcome));
            });
        } catch (RejectedExecutionException full) {
            then.accept(new Outcome.TooMany());
        }
    }

    /** Asked again when the turn has come: of many requests with one password, the first pays for all. */
    private Optional<Outcome> withoutHashing(Login login, String address) {
        var now = clock.millis();
        var hash = users.entries().get(login.user());
        if (hash != null && verified.contains(login.user(), login.password(), hash, now)) {
            return Optional.of(new Outcome.Known(login.user()));
        }
        return throttle.allows(address, now) ? Optional.empty() : Optional.of(new Outcome.TooMany());
    }

    /** An unknown user costs as much time as a wrong password, so that the answer does not tell which it was. */
    private Outcome hashed(Login login, String address) {
        var hash = Optional.ofNullable(users.entries().get(login.user()));
        var matches = hash.orElse(nobody).matches(login.password().toCharArray());
        if (hash.isPresent() && matches) {
            verified.add(login.user(), login.password(), hash.get(), clock.millis());
            return new Outcome.Known(login.user());
        }
        return wrong(hash.isPresent() ? "wrong password of user " + login.user() : "unknown user", address);
    }

    private Outcome wrong(String what, String address) {
        return new Outcome.Wrong(throttle.failed(what, address, clock.millis()));
    }

    private static Optional<Login> decode(String encoded) {
        try {
            var text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            var colon = text.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(new Login(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        hashing.shutdownNow();
    }

    private record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }
}
