package io.leat.rest.fake;

import io.leat.runtime.Ledger;
import io.leat.runtime.RequestException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ledger of one connector, {@code counted}: two windows of a source and a partition of a sink. */
final class FakeLedger implements Ledger {

    /** More windows than fit into any memory. */
    static final String ENDLESS = "endless";

    private static final Figures FIGURES = new Figures(10, 1, 2, 5, 1, 2, 1, 1, 2, 0);

    @Override
    public Report report(String connector) {
        if (!connector.equals("counted") && !connector.equals(ENDLESS)) {
            throw new RequestException.NotFound("There is no ledger of a connector " + connector + ".");
        }
        return new Report(
                connector,
                1_000,
                FIGURES,
                List.of(new Task(0, FIGURES)),
                List.of(new Partition("t", 0, 0, 13, 2, 1, 0, FIGURES)));
    }

    @Override
    public void reset(String connector) {
        report(connector);
        throw new RequestException.Invalid("Connector " + connector + " must be in the STOPPED state");
    }

    @Override
    public Stream<Window> windows(String connector, Query query) {
        return IntStream.range(0, connector.equals(ENDLESS) ? Integer.MAX_VALUE : 2)
                .boxed()
                .filter(query::wants)
                .map(task -> new Window(
                        task,
                        60_000L * task,
                        60_000L * task + Math.max(query.window(), 60_000),
                        FIGURES,
                        List.of(new Move("[\"counted\",{\"file\":\"a\"}]", "{\"line\":1}", "{\"line\":9}", 0, 0)),
                        0))
                .filter(window -> window.to() > query.from() && window.from() < query.to());
    }
}
