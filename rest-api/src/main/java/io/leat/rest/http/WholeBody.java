package io.leat.rest.http;

import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.content.ByteBufferContentSource;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;

/**
 * Reads the body of a request to its end before it hands the request on, so that nobody downstream waits for a client;
 * no thread waits meanwhile. 413 for a body over the limit, whether it says so at its head or turns out to be; 503 when
 * the bodies being held at the moment would together exceed {@value #BODIES} times the limit.
 */
public final class WholeBody extends Handler.Wrapper {

    static final int BODIES = 64;

    private final int maxBytes;
    private final Semaphore memory;

    public WholeBody(int maxBytes) {
        this.maxBytes = maxBytes;
        this.memory = new Semaphore((int) Math.min(Integer.MAX_VALUE, (long) BODIES * maxBytes));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var length = request.getLength();
        if (length == 0) {
            return super.handle(request, response, callback);
        }
        if (length > maxBytes) {
            tooLarge(request, response, callback);
        } else {
            readWithin(length < 0 ? maxBytes : (int) length, request, response, callback);
        }
        return true;
    }

    private void readWithin(int bytes, Request request, Response response, Callback callback) {
        if (!memory.tryAcquire(bytes)) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
            Response.writeError(request, response, callback, 503, "Too many large requests at once; try again");
            return;
        }
        Request.addCompletionListener(request, failure -> memory.release(bytes));
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
