package io.leat.rest.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.leat.runtime.Ledger;
import java.time.Instant;
import java.util.List;

/**
 * What became of a connector's records.
 *
 * @param since when counting began, in ISO 8601
 */
public record LedgerView(
        String connector,
        String since,
        Figures total,
        List<Task> tasks,
        List<Partition> partitions,
        List<Window> windows) {

    /** {@code read + split = delivered + filtered + dead_lettered + skipped + failed + in_flight + imbalance} */
    public record Figures(
            long read,
            long replayed,
            long split,
            long delivered,
            long filtered,
            long deadLettered,
            long skipped,
            long failed,
            long inFlight,
            long imbalance) {

        static Figures of(Ledger.Figures figures) {
            return new Figures(
                    figures.read(),
                    figures.replayed(),
                    figures.split(),
                    figures.delivered(),
                    figures.filtered(),
                    figures.deadLettered(),
                    figures.skipped(),
                    figures.failed(),
                    figures.inFlight(),
                    figures.imbalance());
        }
    }

    /** A task's own figures. */
    public record Task(int task, Figures total) {}

    /** {@code next - first = read - replayed + gaps + moved + unexplained} */
    public record Partition(
            String topic,
            int partition,
            long first,
            long next,
            long gaps,
            long moved,
            long unexplained,
            Figures total) {}

    /** A line of the export, too. */
    public record Window(int task, String from, String to, Figures total, List<Move> moves, long others) {

        public static Window of(Ledger.Window window) {
            return new Window(
                    window.task(),
                    time(window.from()),
                    time(window.to()),
                    Figures.of(window.figures()),
                    window.moves().stream().map(Move::of).toList(),
                    window.others());
        }
    }

    /** Positions are JSON as the connector gave them, or offsets. */
    public record Move(JsonNode partition, JsonNode first, JsonNode last, long gaps, long moved) {

        static Move of(Ledger.Move move) {
            return new Move(tree(move.partition()), tree(move.first()), tree(move.last()), move.gaps(), move.moved());
        }

        private static JsonNode tree(String json) {
            try {
                return Json.mapper().readTree(json);
            } catch (JsonProcessingException e) {
                return Json.mapper().getNodeFactory().textNode(json);
            }
        }
    }

    public static LedgerView of(Ledger.Report report, List<Window> windows) {
        return new LedgerView(
                report.connector(),
                time(report.since()),
                Figures.of(report.total()),
                report.tasks().stream()
                        .map(task -> new Task(task.task(), Figures.of(task.figures())))
                        .toList(),
                report.partitions().stream().map(LedgerView::partition).toList(),
                windows);
    }

    private static Partition partition(Ledger.Partition partition) {
        return new Partition(
                partition.topic(),
                partition.partition(),
                partition.first(),
                partition.next(),
                partition.gaps(),
                partition.moved(),
                partition.unexplained(),
                Figures.of(partition.figures()));
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
