package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.metrics.FlowMetrics;
import io.leat.runtime.metrics.PluginRole;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.plugin.Plugins.Plugin;
import io.leat.runtime.watch.TaskWatch;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;

/**
 * What belongs to one run of a task and is at hand in all its parts.
 *
 * @param <F> the figures of its direction
 */
record TaskScope<F extends FlowMetrics>(
        TaskSpec spec,
        TaskSettings settings,
        Clock clock,
        TaskControl control,
        TaskReports reports,
        TaskMetrics<F> metrics,
        TaskWatch watch,
        RateLimit limit) {

    static <F extends FlowMetrics> TaskScope<F> of(
            TaskSpec spec,
            TaskSettings settings,
            Clock clock,
            TaskListener listener,
            TaskMetrics<F> metrics,
            RateLimit limit) {
        var watch = new TaskWatch(clock);
        var control = new TaskControl(spec.target(), clock, watch);
        var reports = new TaskReports(spec.id(), listener, control, metrics.common());
        return new TaskScope<>(spec, settings, clock, control, reports, metrics, watch, limit);
    }

    /** Notes a plugin of the task's pipeline, and lets it keep figures of its own. */
    void uses(PluginRole role, Plugin<?> plugin) {
        metrics.uses(role, plugin.instance(), plugin.className(), plugin.version());
    }

    ConnectorTaskId id() {
        return spec.id();
    }

    /** A failure's stack trace for the log, without the secrets that the connector may have put into its message. */
    String trace(Throwable cause) {
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return masked(text.toString());
    }

    /** The thread is seen by whoever looks at the task, until the work is done. */
    void watched(Runnable work) {
        watch.join();
        try {
            work.run();
        } finally {
            watch.leave();
        }
    }

    String masked(String text) {
        return spec.mask().apply(text);
    }

    /** Starts a thread beside that of the task. */
    void startThread(String suffix, Runnable work) {
        TaskThreads.thread(id(), suffix, () -> watched(work)).start();
    }
}
