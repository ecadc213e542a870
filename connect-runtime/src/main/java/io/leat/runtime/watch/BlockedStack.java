package io.leat.runtime.watch;

import io.leat.runtime.plugin.ContextLoader;
import java.util.List;
import java.util.Set;

/** What a thread hangs in: its innermost frames, down to where the worker has called the plugin. */
public final class BlockedStack {

    private static final int MOST_FRAMES = 30;
    private static final String WORKER = "io.leat.runtime.";

    /** All calls of plugins go through one of them. */
    private static final Set<String> DOORS = Set.of(TaskWatch.class.getName(), ContextLoader.class.getName());

    private BlockedStack() {}

    /** Empty if the thread is not in a plugin's code. Looking stops the thread for an instant. */
    public static List<String> of(Thread thread) {
        return frames(thread).stream()
                .limit(MOST_FRAMES)
                .map(StackTraceElement::toString)
                .toList();
    }

    /** All frames from the innermost to the plugin's method; empty if the thread is not in a plugin's code. */
    public static List<StackTraceElement> frames(Thread thread) {
        var all = List.of(thread.getStackTrace());
        for (var i = 0; i < all.size(); i++) {
            if (DOORS.contains(all.get(i).getClassName())) {
                return all.subList(0, i > 0 && isOurLambda(all.get(i - 1)) ? i - 1 : i);
            }
        }
        return List.of();
    }

    private static boolean isOurLambda(StackTraceElement frame) {
        return frame.getClassName().startsWith(WORKER) && frame.getMethodName().startsWith("lambda$");
    }
}
