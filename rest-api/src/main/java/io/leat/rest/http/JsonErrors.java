package io.leat.rest.http;

import io.leat.rest.view.ErrorView;
import io.leat.rest.view.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Errors outside the resources in the shape of all others; causes and stack traces stay inside. */
public final class JsonErrors extends ErrorHandler {

    private static final String JSON = "application/json";

    @Override
    public boolean errorPageForMethod(String method) {
        return true;
    }

    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            @Nullable String message,
            @Nullable Throwable cause,
            Callback callback)
            throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, JSON);
        response.write(true, body(status, cause == null ? message : null), callback);
    }

    private static ByteBuffer body(int status, @Nullable String message) throws IOException {
        var text = message == null ? "HTTP " + status + " " + HttpStatus.getMessage(status) : message;
        return ByteBuffer.wrap(Json.mapper().writeValueAsBytes(new ErrorView(status, text)));
    }
}
