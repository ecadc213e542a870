package io.leat.rest.resource;

import io.leat.rest.http.WholeAnswer;
import io.leat.rest.view.Json;
import io.leat.rest.view.TappedView;
import io.leat.runtime.Taps;
import io.leat.runtime.Taps.Tap;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sample of a running connector's records as server-sent events, until the client hangs up or the time is over. Not part
 * of Kafka Connect's API.
 */
@Path("/connectors/{connector}/tap")
public final class TapResource {

    private static final Logger LOG = LoggerFactory.getLogger(TapResource.class);
    private static final int RATE = 10;
    private static final int SECONDS = 60;
    private static final int LONGEST = 3600;
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final WorkerCalls calls;

    public TapResource(WorkerCalls calls) {
        this.calls = calls;
    }

    @GET
    @Produces(WholeAnswer.EVENTS)
    public StreamingOutput open(
            @PathParam("connector") String connector,
            @QueryParam("rate") @Nullable String rate,
            @QueryParam("seconds") @Nullable String seconds) {
        var perSecond = Numbers.within("rate", rate, RATE, 1, Taps.FASTEST);
        var longest = Duration.ofSeconds(Numbers.within("seconds", seconds, SECONDS, 1, LONGEST));
        var tap = calls.call(
                "opening a tap of " + connector, worker -> worker.taps().open(connector, perSecond));
        return out -> send(tap, out, System.nanoTime() + longest.toNanos());
    }

    private static void send(Tap tap, OutputStream out, long deadline) {
        try (tap) {
            write(tap, out, deadline);
        } catch (IOException e) {
            LOG.debug("The client of a tap is gone: {}", e.toString());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** A comment now and then keeps the connection, and notices that the client is gone. */
    private static void write(Tap tap, OutputStream out, long deadline) throws IOException, InterruptedException {
        write(out, ": open\n\n");
        while (System.nanoTime() < deadline) {
            var record = tap.next(SILENCE);
            if (record.isPresent()) {
                var json = Json.mapper().writeValueAsString(TappedView.of(record.get()));
                write(out, "event: record\ndata: " + json + "\n\n");
            } else {
                write(out, ":\n\n");
            }
        }
        write(out, "event: end\ndata: {}\n\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
