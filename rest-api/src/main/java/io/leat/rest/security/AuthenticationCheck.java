package io.leat.rest.security;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets only known clients through: 401 with a challenge for the others, held back longer with each failure, 429 for
 * those that keep guessing. No thread waits meanwhile, and at most {@value #MOST_HELD} answers are held back at once.
 */
public final class AuthenticationCheck extends Handler.Wrapper {

    /** The request attribute with the name of the client, for the request log. */
    public static final String CLIENT = AuthenticationCheck.class.getName();

    static final int MOST_HELD = 256;
    private static final String HEALTH = "/health";

    private final Authenticator authenticator;
    private final boolean openHealth;
    private final Semaphore held = new Semaphore(MOST_HELD);

    public AuthenticationCheck(Authenticator authenticator, boolean openHealth) {
        this.authenticator = authenticator;
        this.openHealth = openHealth;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (openHealth && HEALTH.equals(Request.getPathInContext(request))) {
            return super.handle(request, response, callback);
        }
        authenticator.identify(
                request.getHeaders().get(HttpHeader.AUTHORIZATION),
                Request.getRemoteAddr(request),
                request.getContext()::execute,
                outcome -> act(outcome, request, response, callback));
        return true;
    }

    private void act(Outcome outcome, Request request, Response response, Callback callback) {
        if (outcome instanceof Outcome.Known known) {
            request.setAttribute(CLIENT, known.name());
            proceed(request, response, callback);
        } else if (outcome instanceof Outcome.Wrong wrong && held.tryAcquire()) {
            refuseLater(wrong.delay(), request, response, callback);
        } else if (outcome instanceof Outcome.Missing) {
            challenge(request, response, callback);
        } else {
            tooMany(request, response, callback);
        }
    }

    private void proceed(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception failure) {
            Response.writeError(request, response, callback, failure);
        }
    }

    private void refuseLater(Duration delay, Request request, Response response, Callback callback) {
        request.getComponents()
                .getScheduler()
                .schedule(
                        () -> {
                            held.release();
                            request.getContext().execute(() -> challenge(request, response, callback));
                        },
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void challenge(Request request, Response response, Callback callback) {
        authenticator.challenges().forEach(each -> response.getHeaders().add(HttpHeader.WWW_AUTHENTICATE, each));
        Refusal.write(request, response, callback, 401, "Credentials are missing or wrong");
    }

    private static void tooMany(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, 60);
        Refusal.write(request, response, callback, 429, "Too many wrong credentials; try again in a minute");
    }
}
