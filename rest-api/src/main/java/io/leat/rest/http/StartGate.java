package io.leat.rest.http;

import io.leat.rest.view.HealthView;
import io.leat.rest.view.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Until it is opened, answers 503 in place of the API, with the state of things on {@code /health}. */
public final class StartGate extends Handler.Wrapper {

    private static final HealthView STARTING = new HealthView("starting", "Worker is still starting up.");

    private volatile boolean open;

    /** Takes its handler after the server has started. */
    public StartGate() {
        super(true);
    }

    public void open() {
        open = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (open) {
            return super.handle(request, response, callback);
        }
        response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
        if ("/health".equals(Request.getPathInContext(request))) {
            response.setStatus(503);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.write(true, ByteBuffer.wrap(Json.mapper().writeValueAsBytes(STARTING)), callback);
        } else {
            Response.writeError(
                    request, response, callback, 503, "The worker is still starting; try again in a moment");
        }
        return true;
    }
}
