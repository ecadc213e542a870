package io.leat.distribution;

import io.leat.runtime.Worker;
import io.leat.runtime.WorkerIdentity;
import io.leat.runtime.Workers;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.Log;
import io.leat.runtime.plugin.Plugins;
import java.net.URI;
import java.time.Clock;

/** Makes the worker and starts what its log says. */
final class WorkerStart {

    private WorkerStart() {}

    static Worker start(WorkerSettings settings, Log log, Plugins plugins, URI rest) {
        var version = Version.read();
        var identity = new WorkerIdentity(
                rest.getHost() + ":" + rest.getPort(), version.kafka(), version.commit(), version.leat());
        var worker = Workers.create(settings, identity, log, plugins, Clock.systemUTC());
        worker.start();
        return worker;
    }
}
