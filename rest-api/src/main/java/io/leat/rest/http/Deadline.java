package io.leat.rest.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Cuts the connection of a request that is not over in time: of a client that sends or reads a byte now and then, which
 * no idle timeout notices.
 */
public final class Deadline extends Handler.Wrapper {

    private static final String CUT = Deadline.class.getName();

    private final Duration limit;

    /** @param limit from the end of the request's head to the end of its answer */
    public Deadline(Duration limit) {
        this.limit = limit;
    }

    /** Lets a request go on without end. */
    static void lift(Request request) {
        if (request.getAttribute(CUT) instanceof Scheduler.Task cut) {
            cut.cancel();
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        var cut = request.getComponents()
                .getScheduler()
                .schedule(endPoint::close, limit.toMillis(), TimeUnit.MILLISECONDS);
        request.setAttribute(CUT, cut);
        Request.addCompletionListener(request, failure -> cut.cancel());
        return super.handle(request, response, callback);
    }
}
