package io.leat.rest.error;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/** Requests that the endpoint cannot read. Kafka Connect mostly says 500; the mistake is the caller's, so 400. */
public final class BadRequests implements ExceptionMapper<BadRequest> {

    @Override
    public Response toResponse(BadRequest failure) {
        return ErrorResponse.of(400, failure.getMessage());
    }
}
