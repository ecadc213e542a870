package io.leat.rest.error;

import io.leat.rest.view.ErrorView;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Builds the answer that all mappers share. */
final class ErrorResponse {

    private ErrorResponse() {}

    static Response of(int status, @Nullable String message) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new ErrorView(status, message))
                .build();
    }
}
