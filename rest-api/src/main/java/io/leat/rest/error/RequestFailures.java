package io.leat.rest.error;

import io.leat.runtime.RequestException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Requests that the worker cannot carry out. A time-out is 500, as in Kafka Connect. */
public final class RequestFailures implements ExceptionMapper<RequestException> {

    @Override
    public Response toResponse(RequestException failure) {
        return ErrorResponse.of(status(failure), failure.getMessage());
    }

    private static int status(RequestException failure) {
        if (failure instanceof RequestException.Invalid) {
            return 400;
        }
        if (failure instanceof RequestException.Forbidden) {
            return 403;
        }
        if (failure instanceof RequestException.NotFound) {
            return 404;
        }
        return failure instanceof RequestException.Conflict ? 409 : 500;
    }
}
