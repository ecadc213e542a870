package io.leat.runtime;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a task of this worker is doing at this moment, and how much of it.
 *
 * @param since when the activity began, as far as that is known
 * @param reason the activity in a sentence
 * @param calls the calls of plugins that have been under way for a while
 * @param in records polled from the source, or read from the log
 * @param out records durable in the log, or put to the sink
 * @param lastPoll when a poll of the source last returned, with records or without; absent for sinks
 * @param lastPut when a put of the sink last succeeded, with records or without; absent for sources
 * @param retrying what is being tried again
 * @param bytesInFlight in memory: between poll and log, or between log and the end of the put
 * @param usage of the task's threads and those that its plugins have started
 * @param lag what a source says it is behind by, as {@code records}, {@code bytes} or {@code ms}; empty if it says nothing
 */
public record TaskDetail(
        int task,
        Activity activity,
        Instant since,
        String reason,
        List<BlockedCall> calls,
        Flow in,
        Flow out,
        Optional<Instant> lastPoll,
        Optional<Instant> lastPut,
        Optional<Retrying> retrying,
        long bytesInFlight,
        Usage usage,
        Map<String, Double> lag) {

    public TaskDetail {
        calls = List.copyOf(calls);
        lag = Map.copyOf(lag);
    }

    /** The same, told of the task that waits for this one. */
    public TaskDetail of(int waiting) {
        return new TaskDetail(
                waiting,
                activity,
                since,
                reason,
                calls,
                in,
                out,
                lastPoll,
                lastPut,
                retrying,
                bytesInFlight,
                usage,
                lag);
    }

    /**
     * Records in one direction.
     *
     * @param last when there were any; absent for never
     * @param recordsPerSecond over the last minute, or since the start of the task
     * @param bytesPerSecond of keys and values, likewise; absent where they are not counted
     */
    public record Flow(Optional<Instant> last, double recordsPerSecond, Optional<Double> bytesPerSecond) {}

    /**
     * A call of a plugin that has not returned.
     *
     * @param call the method's name
     * @param stack the frames from the innermost to the plugin's method, without secrets; may be cut at its end
     */
    public record BlockedCall(String call, Instant since, String thread, List<String> stack) {

        public BlockedCall {
            stack = List.copyOf(stack);
        }
    }

    /**
     * What threads have used since the start of the task.
     *
     * @param threads that live
     */
    public record Usage(long cpuNanos, long allocatedBytes, int threads) {}

    /** @param error the last one, without secrets */
    public record Retrying(Instant since, int tries, String error) {}
}
