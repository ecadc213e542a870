package io.leat.runtime.plugin;

/** Sets the thread's context class loader for the length of a block; plugins expect their own there. */
public final class ContextLoader implements AutoCloseable {

    private final Thread thread;
    private final ClassLoader before;

    private ContextLoader(Thread thread, ClassLoader before) {
        this.thread = thread;
        this.before = before;
    }

    public static ContextLoader of(ClassLoader loader) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        return new ContextLoader(thread, before);
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }
}
