package io.leat.rest.resource;

import io.leat.rest.view.RecordsView;
import io.leat.rest.view.TopicView;
import io.leat.runtime.RequestException;
import io.leat.runtime.TopicAdmin;
import io.leat.runtime.Worker;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The log's topics and a look into them. Not part of Kafka Connect's API. */
@Path("/topics")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TopicsResource {

    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 1000;

    private final WorkerCalls calls;

    public TopicsResource(WorkerCalls calls) {
        this.calls = calls;
    }

    /** Names, or with {@code expand=info} a map from name to description. */
    @GET
    public Object list(@QueryParam("expand") List<String> expand) {
        return calls.call(
                "listing topics",
                worker -> expand.contains("info")
                        ? described(worker.topics())
                        : worker.topics().list());
    }

    private static Map<String, TopicView> described(TopicAdmin topics) {
        var views = new TreeMap<String, TopicView>();
        for (var name : topics.list()) {
            topics.describe(name).ifPresent(topic -> views.put(name, TopicView.of(topic)));
        }
        return views;
    }

    @POST
    public Response create(InputStream body) {
        var request = TopicRequest.toCreate(body);
        var created = calls.call("creating topic " + request.name(), worker -> {
            if (!worker.topics().create(request.name(), request.partitions(), request.settings())) {
                throw new RequestException.Conflict("Topic " + request.name() + " already exists");
            }
            return described(worker, request.name());
        });
        return Response.created(Locations.topic(request.name()))
                .entity(TopicView.of(created))
                .build();
    }

    @PATCH
    @Path("/{topic}")
    public TopicView alter(@PathParam("topic") String name, InputStream body) {
        var request = TopicRequest.toAlter(name, body);
        return TopicView.of(calls.call("altering topic " + name, worker -> {
            worker.topics().alter(name, request.partitions(), request.config());
            return described(worker, name);
        }));
    }

    @DELETE
    @Path("/{topic}")
    public void delete(@PathParam("topic") String name) {
        calls.run("deleting topic " + name, worker -> worker.topics().delete(name));
    }

    @GET
    @Path("/{topic}")
    public TopicView read(@PathParam("topic") String name) {
        return TopicView.of(calls.call("describing topic " + name, worker -> described(worker, name)));
    }

    /** @param offset where to begin; negative counts back from the end; without it the last {@code limit} records */
    @GET
    @Path("/{topic}/records")
    public RecordsView records(
            @PathParam("topic") String name,
            @QueryParam("partition") @Nullable String partition,
            @QueryParam("offset") @Nullable String offset,
            @QueryParam("limit") @Nullable String limit) {
        var most = Numbers.within("limit", limit, DEFAULT_LIMIT, 1, MAX_LIMIT);
        var from = Numbers.within("offset", offset, (long) -most, Long.MIN_VALUE, Long.MAX_VALUE);
        return calls.call("reading topic " + name, worker -> {
            var last = described(worker, name).partitions().size() - 1;
            var chosen = Numbers.within("partition", partition, 0, 0, last);
            return new Peek(name, chosen, from, most).read(worker.topics());
        });
    }

    private static TopicAdmin.Description described(Worker worker, String topic) {
        return worker.topics()
                .describe(topic)
                .orElseThrow(() -> new RequestException.NotFound("Topic " + topic + " not found"));
    }
}
