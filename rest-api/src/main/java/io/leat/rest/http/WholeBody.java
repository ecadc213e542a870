package io.leat.rest.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * Reads the body of a request to its end before it hands the request on, so that nobody downstream waits for a client;
 * no thread waits meanwhile. 413 for a body over the limit, whether it says so at its head or turns out to be.
 */
public final class WholeBody extends Handler.Wrapper {

    private final int maxBytes;

    public WholeBody(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getLength() == 0) {
            return super.handle(request, response, callback);
        }
        if (request.getLength() > maxBytes) {
            tooLarge(request, response, callback);
        } else {
            Content.Source.asByteArrayAsync(request, maxBytes, new Promise.Invocable<>() {
                @Override
                public void succeeded(byte[] body) {
                    proceed(new WithBody(request, body), response, callback);
                }

                @Override
                public void failed(Throwable failure) {
                    if (failure instanceof IllegalStateException) {
                        tooLarge(request, response, callback);
                    } else {
                        Response.writeError(request, response, callback, failure);
                    }
                }
            });
        }
        return true;
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

    private void tooLarge(Request request, Response response, Callback callback) {
        Response.writeError(
                request,
                response,
                callback,
                413,
                "The request body has more than " + maxBytes + " bytes, the limit of rest.max.body.bytes");
    }

    /** The request with its body in memory. */
    private static final class WithBody extends Request.Wrapper {

        private final ByteBufferContentSource body;

        WithBody(Request request, byte[] body) {
            super(request);
            this.body = new ByteBufferContentSource(ByteBuffer.wrap(body));
        }

        @Override
        public long getLength() {
            return body.getLength();
        }

        @Override
        public Content.Chunk read() {
            return body.read();
        }

        @Override
        public void demand(Runnable demand) {
            body.demand(demand);
        }

        @Override
        public void fail(Throwable failure) {
            body.fail(failure);
        }
    }
}
