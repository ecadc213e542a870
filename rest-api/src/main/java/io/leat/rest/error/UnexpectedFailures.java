package io.leat.rest.error;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything else. The exception goes to the log under a reference; the caller gets the reference alone, because a
 * message that nobody wrote for a caller may hold configuration values.
 */
public final class UnexpectedFailures implements ExceptionMapper<Throwable> {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedFailures.class);

    @Override
    public Response toResponse(Throwable failure) {
        var reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("A REST request failed unexpectedly (reference {})", reference, failure);
        return ErrorResponse.of(
                500, "The request failed unexpectedly; the worker's log has the cause under reference " + reference);
    }
}
