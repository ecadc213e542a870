package io.leat.rest.resource;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Objects;

/** The description of this API, a file kept true by a test that compares it with the routes. */
@Path("/openapi.json")
public final class OpenApiResource {

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public InputStream read() {
        return Objects.requireNonNull(
                OpenApiResource.class.getResourceAsStream("/io/leat/rest/openapi.json"), "openapi.json");
    }
}
