package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.TaskDetail;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a task is really doing. Times are in ISO 8601; what is not known is left out.
 *
 * @param calls the plugin's calls that have been under way for a while
 * @param lag what a source says it is behind by: {@code records}, {@code bytes}, {@code ms}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TaskDetailView(
        String activity,
        String since,
        String reason,
        List<Call> calls,
        Flow in,
        Flow out,
        @Nullable String lastPoll,
        @Nullable String lastPut,
        @Nullable Retrying retrying,
        long bytesInFlight,
        Usage usage,
        Map<String, Double> lag) {

    static TaskDetailView of(TaskDetail detail) {
        return new TaskDetailView(
                detail.activity().name(),
                detail.since().toString(),
                detail.reason(),
                detail.calls().stream().map(Call::of).toList(),
                Flow.of(detail.in()),
                Flow.of(detail.out()),
                time(detail.lastPoll()),
                time(detail.lastPut()),
                detail.retrying().map(Retrying::of).orElse(null),
                detail.bytesInFlight(),
                Usage.of(detail.usage()),
                detail.lag());
    }

    private static @Nullable String time(Optional<Instant> instant) {
        return instant.map(Instant::toString).orElse(null);
    }

    /** @param stack from the innermost frame to the plugin's method */
    public record Call(String call, String since, String thread, List<String> stack) {

        static Call of(TaskDetail.BlockedCall call) {
            return new Call(call.call(), call.since().toString(), call.thread(), call.stack());
        }
    }

    /** The figures are of the last minute. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Flow(
            @Nullable String last,
            double recordsPerSecond,
            @Nullable Double bytesPerSecond) {

        static Flow of(TaskDetail.Flow flow) {
            return new Flow(
                    time(flow.last()),
                    flow.recordsPerSecond(),
                    flow.bytesPerSecond().orElse(null));
        }
    }

    /** @param cpuMs processor time of the task's threads since its first start */
    public record Usage(long cpuMs, long allocatedBytes, int threads) {

        static Usage of(TaskDetail.Usage usage) {
            return new Usage(TimeUnit.NANOSECONDS.toMillis(usage.cpuNanos()), usage.allocatedBytes(), usage.threads());
        }
    }

    /** What fails and is tried again. */
    public record Retrying(String since, int tries, String error) {

        static Retrying of(TaskDetail.Retrying retrying) {
            return new Retrying(retrying.since().toString(), retrying.tries(), retrying.error());
        }
    }
}
