package io.leat.rest.resource;

import io.leat.rest.security.AuthenticationCheck;
import io.leat.rest.view.DeadLetterDetailView;
import io.leat.rest.view.DeadLetterGroupsView;
import io.leat.rest.view.DeadLetterPageView;
import io.leat.rest.view.DecidedView;
import io.leat.runtime.DeadLetterQueue;
import io.leat.runtime.DeadLetterQueue.Filter;
import io.leat.runtime.DeadLetterQueue.Selection;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A connector's dead letters as work to be done. Not part of Kafka Connect's API. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DeadLettersResource {

    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;

    private final WorkerCalls calls;

    public DeadLettersResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    @Path("/{connector}/dead-letters")
    public DeadLetterPageView list(
            @PathParam("connector") String name,
            @QueryParam("state") @Nullable String state,
            @QueryParam("cause") @Nullable String cause,
            @QueryParam("stage") @Nullable String stage,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("after") @Nullable String after) {
        var filter = new Filter(
                given(state),
                given(cause),
                given(stage),
                Numbers.within("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT),
                given(after));
        return DeadLetterPageView.of(calls.call(
                "listing the dead letters of " + name,
                worker -> worker.deadLetters().list(name, filter)));
    }

    private static Optional<String> given(@Nullable String parameter) {
        return Optional.ofNullable(parameter).map(String::strip).filter(text -> !text.isEmpty());
    }

    @GET
    @Path("/{connector}/dead-letters/groups")
    public DeadLetterGroupsView groups(@PathParam("connector") String name) {
        return DeadLetterGroupsView.of(calls.call(
                "counting the dead letters of " + name,
                worker -> worker.deadLetters().groups(name)));
    }

    @GET
    @Path("/{connector}/dead-letters/{id}")
    public DeadLetterDetailView read(@PathParam("connector") String name, @PathParam("id") String id) {
        return DeadLetterDetailView.of(calls.call(
                "reading dead letter " + id, worker -> worker.deadLetters().letter(name, id)));
    }

    @PATCH
    @Path("/{connector}/dead-letters/{id}")
    public DeadLetterDetailView edit(
            @PathParam("connector") String name,
            @PathParam("id") String id,
            @Context ContainerRequestContext request,
            InputStream body) {
        var correction = CorrectionRequest.read(body, read(name, id));
        var client = client(request);
        return DeadLetterDetailView.of(calls.call(
                "editing dead letter " + id, worker -> worker.deadLetters().edit(name, id, correction, client)));
    }

    @DELETE
    @Path("/{connector}/dead-letters/{id}")
    public DecidedView drop(
            @PathParam("connector") String name,
            @PathParam("id") String id,
            @QueryParam("reason") @Nullable String reason,
            @Context ContainerRequestContext request) {
        return drop(name, new Selection(List.of(id), Optional.empty()), reason == null ? "" : reason, request);
    }

    @POST
    @Path("/{connector}/dead-letters/drop")
    public DecidedView drop(
            @PathParam("connector") String name, @Context ContainerRequestContext request, InputStream body) {
        var asked = SelectionRequest.read(body, "reason");
        return drop(name, asked.selection(), asked.extra().orElse(""), request);
    }

    private DecidedView drop(String name, Selection selection, String reason, ContainerRequestContext request) {
        var client = client(request);
        return decided("dropping dead letters of " + name, letters -> letters.drop(name, selection, reason, client));
    }

    @POST
    @Path("/{connector}/dead-letters/replay")
    public DecidedView replay(
            @PathParam("connector") String name, @Context ContainerRequestContext request, InputStream body) {
        var asked = SelectionRequest.read(body, "from");
        var client = client(request);
        return decided(
                "replaying dead letters of " + name,
                letters -> letters.replay(name, asked.selection(), asked.extra(), client));
    }

    private DecidedView decided(String doing, Function<DeadLetterQueue, DeadLetterQueue.Done> request) {
        return DecidedView.of(calls.call(doing, worker -> request.apply(worker.deadLetters())));
    }

    private static String client(ContainerRequestContext request) {
        var name = request.getProperty(AuthenticationCheck.CLIENT);
        return name == null ? "anonymous" : name.toString();
    }
}
