package io.leat.runtime;

import io.leat.runtime.config.ExactlyOnce;
import io.leat.runtime.config.WorkerSettings;
import io.leat.runtime.log.Log;
import io.leat.runtime.plugin.Plugins;
import io.leat.runtime.task.TaskSettings;
import io.leat.runtime.task.TaskThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;

/** Puts a worker together. */
public final class Workers {

    /** As long as a request may wait for a plugin; shorter than what HTTP clients commonly wait. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(25);

    private Workers() {}

    /**
     * A worker that runs everything in this process, not yet started. Closing it leaves log and plugins open.
     *
     * @throws io.leat.runtime.config.ConfigProblemsException if a config provider cannot be used
     */
    public static Worker create(
            WorkerSettings settings, WorkerIdentity identity, Log log, Plugins plugins, Clock clock) {
        TaskRuntime tasks = services -> {
            var threads = new TaskThreads(taskSettings(settings), services);
            return new TaskRuntime.Opened(threads, threads);
        };
        return new LocalWorker(settings, identity, log, plugins, tasks, clock, REQUEST_TIMEOUT);
    }

    /** A poll that blocks gets half the time that a stop may take, so that offsets can still be committed. */
    private static TaskSettings taskSettings(WorkerSettings settings) {
        var worker = new HashMap<>(settings.converters());
        worker.putAll(settings.clients());
        worker.put(ExactlyOnce.KEY, settings.exactlyOnce() ? ExactlyOnce.ENABLED : ExactlyOnce.DISABLED);
        return new TaskSettings(
                settings.groupId(),
                settings.flushInterval(),
                settings.flushTimeout(),
                settings.shutdownTimeout().dividedBy(2),
                settings.stallTimeout(),
                settings.bufferMemory(),
                settings.topicCreation(),
                worker);
    }
}
