package io.leat.runtime;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What became of every record, by connector. For each of the figures holds {@code read + split = delivered + filtered +
 * deadLettered + skipped + failed + inFlight}; if not, {@link Figures#imbalance} tells by how much. Safe for use from any
 * thread.
 */
public interface Ledger {

    /**
     * The sums since counting began, and where each task and partition stands.
     *
     * @throws RequestException.NotFound if nothing was ever counted for such a connector
     */
    Report report(String connector);

    /** Windows in the order of tasks and time; to be read to the end or closed. */
    Stream<Window> windows(String connector, Query query);

    /**
     * Begins to count a connector anew: its figures and windows are gone. It must not run meanwhile.
     *
     * @throws RequestException.NotFound if nothing was ever counted for such a connector
     * @throws RequestException if it is not stopped, or the log does not take it; nothing has changed then
     */
    void reset(String connector);

    /**
     * Which windows are wanted.
     *
     * @param from milliseconds since the epoch; those that end after it
     * @param to milliseconds since the epoch; those that start before it
     * @param window how long each is, in milliseconds: windows as they are kept are put together to this; 0 for as kept
     * @param tasks numbers of tasks; empty for all
     */
    record Query(long from, long to, long window, Set<Integer> tasks) {

        public Query {
            tasks = Set.copyOf(tasks);
        }

        public boolean wants(int task) {
            return tasks.isEmpty() || tasks.contains(task);
        }
    }

    /**
     * Numbers of records.
     *
     * @param read polled from the source, or read from the log by a sink
     * @param replayed of those, dead letters that were sent in again
     * @param split made by splitting: pieces less one
     * @param delivered durable in the log, or committed after the sink vouched for it
     * @param filtered left out on purpose
     * @param deadLettered written to a dead-letter topic
     * @param skipped failed, and left out because {@code errors.tolerance} is {@code all}
     * @param failed failed, and have ended their task; undecided until it runs again
     * @param inFlight read and not yet decided
     * @param imbalance what is missing for the sum to be right; 0 unless the worker has lost count
     */
    record Figures(
            long read,
            long replayed,
            long split,
            long delivered,
            long filtered,
            long deadLettered,
            long skipped,
            long failed,
            long inFlight,
            long imbalance) {}

    /** @param since when counting began, milliseconds since the epoch */
    record Report(String connector, long since, Figures total, List<Task> tasks, List<Partition> partitions) {}

    /**
     * A task; a sink's decisions are counted by partition, for partitions change hands, so its tasks only have what they
     * are about to do.
     */
    record Task(int task, Figures figures) {}

    /**
     * A partition that a sink reads: {@code next - first = read - replayed + gaps + moved}.
     *
     * @param first the offset at which counting began
     * @param next the committed offset
     * @param gaps offsets without a record, such as markers and what was compacted away
     * @param moved offsets passed without reading because the position was set from outside; negative if it went back
     * @param unexplained by how much the offsets and the records read differ; 0 unless the worker has lost count
     */
    record Partition(
            String topic,
            int partition,
            long first,
            long next,
            long gaps,
            long moved,
            long unexplained,
            Figures figures) {}

    /**
     * What a task decided in a span of time.
     *
     * @param from milliseconds since the epoch, inclusive
     * @param to milliseconds since the epoch, exclusive
     * @param moves how far partitions moved meanwhile
     * @param others how often partitions moved that are not among these
     */
    record Window(int task, long from, long to, Figures figures, List<Move> moves, long others) {}

    /**
     * How far one partition moved.
     *
     * @param partition as JSON: a source partition, or topic and number
     * @param first as JSON: the first position reached by a source; for a sink the offset committed before
     * @param last as JSON: the position reached last
     */
    record Move(String partition, String first, String last, long gaps, long moved) {}
}
