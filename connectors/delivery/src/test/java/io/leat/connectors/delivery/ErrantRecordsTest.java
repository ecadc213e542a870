package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.fault.RecordFault;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ErrantRecordsTest {

    private final FakeSinkContext context = new FakeSinkContext();
    private final List<CompletableFuture<Void>> reports = new ArrayList<>();
    private final List<String> durable = new ArrayList<>();

    private ErrantRecords tolerant() {
        context.reporter = (record, error) -> {
            reports.add(new CompletableFuture<>());
            return reports.get(reports.size() - 1);
        };
        return new ErrantRecords(context);
    }

    @Test
    void completesARecordOnlyWhenItsReportIsDurable() throws Exception {
        var errant = tolerant();
        errant.report(Records.at("logs", 0, 1), new IOException("bad"), () -> durable.add("1"));
        errant.settle();
        assertThat(durable).isEmpty();
        assertThat(errant.unsettled()).isEqualTo(1);

        reports.get(0).complete(null);
        errant.settle();
        assertThat(durable).containsExactly("1");
        assertThat(errant.unsettled()).isZero();
    }

    @Test
    void failsByTheRecordsNameWhereNoErrorIsTolerated() {
        var errant = new ErrantRecords(context);

        assertThatThrownBy(() -> errant.report(Records.at("logs", 3, 42), new IOException("no number"), () -> {}))
                .isInstanceOf(RecordFault.class)
                .hasMessageContaining("logs-3@42")
                .hasMessageContaining("no number")
                .hasMessageContaining("errors.tolerance");
    }

    @Test
    void failsWhenTheReportItselfFails() {
        var errant = tolerant();
        errant.report(Records.at("logs", 3, 42), new IOException("bad"), () -> durable.add("1"));
        reports.get(0).completeExceptionally(new IOException("topic is gone"));

        assertThatThrownBy(errant::settle)
                .isInstanceOf(RecordFault.class)
                .hasMessageContaining("logs-3@42")
                .hasMessageContaining("topic is gone");
        assertThat(durable).isEmpty();
    }

    @Test
    void settlesInTheOrderOfReporting() throws Exception {
        var errant = tolerant();
        errant.report(Records.at("logs", 0, 1), new IOException("bad"), () -> durable.add("1"));
        errant.report(Records.at("logs", 0, 2), new IOException("bad"), () -> durable.add("2"));
        reports.get(1).complete(null);
        errant.settle();
        assertThat(durable).isEmpty();

        reports.get(0).complete(null);
        errant.settle();
        assertThat(durable).containsExactly("1", "2");
    }
}
