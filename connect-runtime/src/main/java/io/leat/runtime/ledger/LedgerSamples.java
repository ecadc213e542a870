package io.leat.runtime.ledger;

import io.leat.runtime.Ledger.Partition;
import io.leat.runtime.Ledger.Report;
import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.util.List;
import java.util.Map;

/** The ledger's figures as metrics. They are gauges: after a crash, what was in flight is read again. */
final class LedgerSamples {

    private static final String PREFIX = "leat_connector_ledger_";

    private LedgerSamples() {}

    static void add(Report report, List<Sample> samples) {
        var figures = report.total();
        var labels = Map.of("connector", report.connector());
        add(samples, labels, "read_records", "Records read.", figures.read());
        add(samples, labels, "replayed_records", "Of the records read, dead letters sent again.", figures.replayed());
        add(samples, labels, "split_records", "Records that came into being by splits.", figures.split());
        add(samples, labels, "delivered_records", "Records delivered.", figures.delivered());
        add(samples, labels, "filtered_records", "Records left out on purpose.", figures.filtered());
        add(samples, labels, "dead_lettered_records", "Records in a dead-letter topic.", figures.deadLettered());
        add(samples, labels, "skipped_records", "Failed records that were left out for good.", figures.skipped());
        add(samples, labels, "failed_records", "Records that ended their task and are undecided.", figures.failed());
        add(samples, labels, "in_flight_records", "Records that are not decided yet.", figures.inFlight());
        add(samples, labels, "imbalance", "Records that nobody accounts for; must be 0.", imbalance(report));
    }

    /** Of the records and of the offsets: either alone would do for an alarm. */
    private static long imbalance(Report report) {
        return Math.abs(report.total().imbalance())
                + report.partitions().stream()
                        .mapToLong(Partition::unexplained)
                        .map(Math::abs)
                        .sum();
    }

    private static void add(List<Sample> samples, Map<String, String> labels, String name, String help, long value) {
        samples.add(new Sample(PREFIX + name, help, Kind.GAUGE, labels, value));
    }
}
