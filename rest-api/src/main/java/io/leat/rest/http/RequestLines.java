package io.leat.rest.http;

import io.leat.rest.security.AuthenticationCheck;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The request log, at debug: who asked for which path, the status and how long it took. Queries and headers stay out. */
public final class RequestLines implements RequestLog {

    private static final Logger LOG = LoggerFactory.getLogger(RequestLines.class);

    @Override
    public void log(Request request, Response response) {
        if (LOG.isDebugEnabled()) {
            var client = request.getAttribute(AuthenticationCheck.CLIENT);
            LOG.debug(
                    "{} {} {} {} {} in {} ms",
                    Request.getRemoteAddr(request),
                    client == null ? "-" : client,
                    request.getMethod(),
                    request.getHttpURI().getPath(),
                    response.getStatus(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - request.getBeginNanoTime()));
        }
    }
}
