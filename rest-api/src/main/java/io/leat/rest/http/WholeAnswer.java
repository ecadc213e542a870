package io.leat.rest.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer whole and sends it when it is complete, so that the thread that made it does not wait for a client to
 * read it. Answers are small, a page of records being the largest. There are two exceptions, which go out as they are
 * written: streams of events, which have no end to wait for and are not held to a deadline, and exports in lines, which
 * may be larger than memory and are.
 */
public final class WholeAnswer extends Handler.Wrapper {

    public static final String EVENTS = "text/event-stream";
    public static final String LINES = "application/x-ndjson";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var answer = new Answer(request, response, callback);
        return super.handle(request, answer, answer);
    }

    /** What is written goes to memory; the end of the handling sends it. */
    private static final class Answer extends Response.Wrapper implements Callback {

        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private final Callback callback;

        Answer(Request request, Response response, Callback callback) {
            super(request, response);
            this.callback = callback;
        }

        @Override
        public void write(boolean last, @Nullable ByteBuffer bytes, Callback written) {
            if (is(EVENTS)) {
                Deadline.lift(getRequest());
            }
            if (streams()) {
                getWrapped().write(last, bytes, written);
                return;
            }
            if (bytes != null) {
                content.writeBytes(BufferUtil.toArray(bytes));
                BufferUtil.clear(bytes);
            }
            written.succeeded();
        }

        private boolean streams() {
            return is(EVENTS) || is(LINES);
        }

        private boolean is(String wanted) {
            var type = getHeaders().get(HttpHeader.CONTENT_TYPE);
            return type != null && type.startsWith(wanted);
        }

        @Override
        public void succeeded() {
            if (streams()) {
                callback.succeeded();
                return;
            }
            getWrapped().write(true, ByteBuffer.wrap(content.toByteArray()), callback);
        }

        @Override
        public void failed(Throwable failure) {
            callback.failed(failure);
        }
    }
}
