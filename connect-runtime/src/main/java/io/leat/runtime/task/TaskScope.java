package io.leat.runtime.task;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.inspect.TaskTap;
import io.leat.runtime.metrics.FlowMetrics;
import io.leat.runtime.metrics.PluginRole;
import io.leat.runtime.metrics.TaskMetrics;
import io.leat.runtime.plugin.Plugins.Plugin;
import io.leat.runtime.watch.TaskWatch;
import io.leat.runtime.watch.ThreadUsage;
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
        Allowance allowance,
        ThreadUsage usage,
        TaskTap tap) {

    static <F extends FlowMetrics> TaskScope<F> of(
            TaskSpec spec,
            TaskListener listener,
            TaskSettings settings,
            TaskServices services,
            TaskMetrics<F> metrics,
            Allowance allowance,
            ThreadUsage usage) {
        var clock = services.clock();
        var watch = new TaskWatch(clock);
        var control = new TaskControl(spec.target(), clock, watch);
        var reports = new TaskReports(spec.id(), listener, control, metrics.common());
        var tap = services.taps().of(spec.id(), spec.mask());
        return new TaskScope<>(spec, settings, clock, control, reports, metrics, watch, allowance, usage, tap);
    }

    /** How fast the task may go. */
    RateLimit limit() {
        return allowance.limit();
    }

    /** Bytes that the task may hold at present, of records on their way. */
    long share() {
        return allowance.share().getAsLong();
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

    /** A thread of the task, named for it; it does not keep the process alive. */
    Thread thread(String suffix, Runnable work) {
        var thread = new Thread(usage.group(), () -> watched(work), "task-" + id() + suffix);
        thread.setDaemon(true);
        return thread;
    }

    /** The thread is seen by whoever looks at the task, until the work is done. */
    private void watched(Runnable work) {
        TaskThread.label(id());
        watch.join();
        try {
            work.run();
        } finally {
            watch.leave();
            usage.ending();
        }
    }

    String masked(String text) {
        return spec.mask().apply(text);
    }

    /** Starts a thread beside that of the task. */
    void startThread(String suffix, Runnable work) {
        thread(suffix, work).start();
    }
}
