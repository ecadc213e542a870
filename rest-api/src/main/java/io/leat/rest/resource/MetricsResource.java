package io.leat.rest.resource;

import io.leat.rest.view.PrometheusText;
import io.leat.runtime.Metrics.Sample;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All figures in Prometheus' text format. */
@Path("/metrics")
public final class MetricsResource {

    private final WorkerCalls calls;
    private final Supplier<List<Sample>> process;

    /** @param process the figures of the process itself, which follow the worker's */
    public MetricsResource(WorkerCalls calls, Supplier<List<Sample>> process) {
        this.calls = calls;
        this.process = process;
    }

    @GET
    @Produces(PrometheusText.MEDIA_TYPE)
    public String scrape() {
        var samples = new ArrayList<>(
                calls.call("reading its metrics", worker -> worker.metrics().samples()));
        samples.addAll(process.get());
        return PrometheusText.of(samples);
    }
}
