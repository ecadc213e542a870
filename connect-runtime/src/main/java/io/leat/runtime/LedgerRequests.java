package io.leat.runtime;

import io.leat.runtime.connector.ConnectorHosts;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.state.StateTopicException;
import java.util.stream.Stream;

/** The ledger as callers see it: a reset is only for connectors that do not run. Safe for use from any thread. */
final class LedgerRequests implements Ledger {

    private final Ledger ledger;
    private final ConfigStore configs;
    private final ConnectorHosts hosts;
    private final TimeLimit limit;

    LedgerRequests(Ledger ledger, ConfigStore configs, ConnectorHosts hosts, TimeLimit limit) {
        this.ledger = ledger;
        this.configs = configs;
        this.hosts = hosts;
        this.limit = limit;
    }

    @Override
    public Report report(String connector) {
        return ledger.report(connector);
    }

    @Override
    public Stream<Window> windows(String connector, Query query) {
        return ledger.windows(connector, query);
    }

    /** One that was deleted may be reset, too. */
    @Override
    public void reset(String connector) {
        if (configs.snapshot().configs().containsKey(connector)) {
            requireStopped(connector);
            hosts.afterPending(connector, "waiting for connector " + connector + " to stop", () -> {}, limit.limit());
            requireStopped(connector);
        }
        try {
            ledger.reset(connector);
        } catch (StateTopicException e) {
            throw new RequestException.TimedOut("The ledger of " + connector + " was not reset: " + e.getMessage());
        }
    }

    private void requireStopped(String connector) {
        if (configs.snapshot().target(connector) != TargetState.STOPPED) {
            throw new RequestException.Invalid("Connector " + connector
                    + " must be in the STOPPED state before its ledger can be reset. This can be done with PUT"
                    + " /connectors/" + connector + "/stop");
        }
    }
}
