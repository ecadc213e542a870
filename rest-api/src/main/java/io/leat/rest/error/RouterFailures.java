package io.leat.rest.error;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;

/**
 * What the router refuses: no such path, method or media type, with a message such as
 * {@code HTTP 404 Not Found}. The headers {@code Allow} and {@code Retry-After} of the refusal are kept.
 */
public final class RouterFailures implements ExceptionMapper<WebApplicationException> {

    @Override
    public Response toResponse(WebApplicationException failure) {
        var refusal = failure.getResponse();
        var answer = Response.fromResponse(ErrorResponse.of(refusal.getStatus(), failure.getMessage()));
        keep(HttpHeaders.ALLOW, refusal, answer);
        keep(HttpHeaders.RETRY_AFTER, refusal, answer);
        return answer.build();
    }

    private static void keep(String header, Response from, Response.ResponseBuilder to) {
        var value = from.getHeaderString(header);
        if (value != null) {
            to.header(header, value);
        }
    }
}
