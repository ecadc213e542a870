package io.leat.connectors.webhook;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request's answer, given once by whoever is first: the outcome or the time limit. */
final class Exchange {

    private static final String RETRY_AFTER_SECONDS = "5";

    private final Response response;
    private final Callback callback;
    private final ListenerMetrics metrics;
    private final Runnable whenAnswered;
    private final AtomicBoolean answered = new AtomicBoolean();

    /** @param whenAnswered run when the answer has left, or cannot */
    Exchange(Response response, Callback callback, ListenerMetrics metrics, Runnable whenAnswered) {
        this.response = response;
        this.callback = callback;
        this.metrics = metrics;
        this.whenAnswered = whenAnswered;
    }

    /** @param text for the sender, who may log it; nothing of the request in it */
    void answer(int status, String text) {
        if (!answered.compareAndSet(false, true)) {
            return;
        }
        metrics.answered(status);
        response.setStatus(status);
        response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8"));
        if (status == 503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (status == 405) {
            response.getHeaders().put(HttpHeader.ALLOW, "POST");
        }
        if (status == 408) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        var bytes = StandardCharsets.UTF_8.encode(text + "\n");
        response.write(true, bytes, Callback.from(callback, whenAnswered));
    }
}
