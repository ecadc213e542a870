package io.leat.distribution;

import io.leat.broker.Broker;
import io.leat.distribution.log.EmbeddedLog;
import io.leat.runtime.Worker;
import io.leat.runtime.WorkerIdentity;
import io.leat.runtime.Workers;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.state.DecisionStore;
import java.net.URI;
import java.time.Clock;
import java.util.Set;

/** Makes the worker and starts what its log says. */
final class WorkerStart {

    private WorkerStart() {}

    static Worker start(WorkerSettings settings, Broker broker, Plugins plugins, URI rest) {
        var log = new EmbeddedLog(
                broker,
                Set.of(
                        settings.configTopic(),
                        settings.offsetTopic(),
                        settings.statusTopic(),
                        settings.ledger().topic(),
                        DecisionStore.TOPIC));
        var version = Version.read();
        var identity = new WorkerIdentity(
                rest.getHost() + ":" + rest.getPort(), version.kafka(), version.commit(), version.leat());
        var worker = Workers.create(settings, identity, log, plugins, Clock.systemUTC());
        worker.start();
        return worker;
    }
}
