package io.leat.runtime.watch;

import com.sun.management.ThreadMXBean;
import io.leat.runtime.TaskDetail.Usage;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the threads of one task have used, over all its starts: its own, and those that its plugins have started, for a thread belongs to the
 * group of the one that made it. Measured when somebody asks and when a thread of the task's own ends; what a plugin's
 * thread uses after it was last seen is not known. Threads of pools that were made elsewhere are not counted either.
 */
public final class ThreadUsage {

    private static final int SPARE = 8;

    private final ThreadGroup group;
    private final ThreadMXBean threads;
    private final Map<Long, Usage> seen = new HashMap<>();
    private long endedCpu;
    private long endedBytes;

    /** @param name of the group of threads */
    public ThreadUsage(String name) {
        this.group = new ThreadGroup(name);
        this.threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    /** To which the task's threads have to belong. */
    public ThreadGroup group() {
        return group;
    }

    /** The calling thread is about to end. */
    public synchronized void ending() {
        look(Thread.currentThread());
    }

    /** All that was used so far. */
    public synchronized Usage total() {
        var live = new Thread[group.activeCount() + SPARE];
        var count = group.enumerate(live);
        var ids = new HashSet<Long>();
        for (var i = 0; i < count; i++) {
            look(live[i]);
            ids.add(live[i].getId());
        }
        forgetEnded(ids);
        var cpu = endedCpu;
        var bytes = endedBytes;
        for (var usage : seen.values()) {
            cpu += usage.cpuNanos();
            bytes += usage.allocatedBytes();
        }
        return new Usage(cpu, bytes, count);
    }

    private void look(Thread thread) {
        var cpu = threads.getThreadCpuTime(thread.getId());
        var bytes = threads.getThreadAllocatedBytes(thread.getId());
        if (cpu >= 0 && bytes >= 0) {
            seen.put(thread.getId(), new Usage(cpu, bytes, 1));
        }
    }

    private void forgetEnded(Set<Long> live) {
        seen.entrySet().removeIf(thread -> {
            var ended = !live.contains(thread.getKey());
            if (ended) {
                endedCpu += thread.getValue().cpuNanos();
                endedBytes += thread.getValue().allocatedBytes();
            }
            return ended;
        });
    }
}
