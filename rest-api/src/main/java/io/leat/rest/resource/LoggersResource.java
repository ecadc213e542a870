package io.leat.rest.resource;

import io.leat.rest.error.BadRequest;
import io.leat.rest.view.LoggerView;
import io.leat.runtime.RequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Log levels, read and changed while the process runs. They do not wait for the worker. */
@Path("/admin/loggers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LoggersResource {

    private final LogLevels levels;

    public LoggersResource(LogLevels levels) {
        this.levels = levels;
    }

    @GET
    public Map<String, LoggerView> list() {
        var views = new TreeMap<String, LoggerView>();
        levels.all().forEach((name, logger) -> views.put(name, view(logger)));
        return views;
    }

    @GET
    @Path("/{logger}")
    public LoggerView read(@PathParam("logger") String name) {
        return levels.find(name)
                .map(LoggersResource::view)
                .orElseThrow(() -> new RequestException.NotFound("Logger " + name + " not found."));
    }

    /** With {@code scope=cluster} 204, because the other workers answer for themselves. */
    @PUT
    @Path("/{logger}")
    public Response set(
            @PathParam("logger") String name,
            @QueryParam("scope") @DefaultValue("worker") String scope,
            InputStream body) {
        var changed = levels.set(name, level(JsonBody.read(body).text("level")));
        return scope.equalsIgnoreCase("cluster")
                ? Response.noContent().build()
                : Response.ok(changed).build();
    }

    private static LogLevels.Level level(@Nullable String given) {
        if (given == null) {
            throw new BadRequest("Desired 'level' parameter was not specified in request.");
        }
        try {
            return LogLevels.Level.valueOf(given.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new RequestException.NotFound("invalid log level '" + given + "'.");
        }
    }

    private static LoggerView view(LogLevels.Logger logger) {
        return new LoggerView(logger.level().name(), logger.lastModified());
    }
}
