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

    /** Runs a piece of a plugin's code with its loader and returns what it returns. */
    public static <T, X extends Exception> T call(ClassLoader loader, Body<T, X> body) throws X {
        var context = of(loader);
        try {
            return body.call();
        } finally {
            context.close();
        }
    }

    /** Runs a piece of a plugin's code with its loader. */
    public static void run(ClassLoader loader, Runnable body) {
        var context = of(loader);
        try {
            body.run();
        } finally {
            context.close();
        }
    }

    @Override
    public void close() {
        thread.setContextClassLoader(before);
    }

    /** Code of a plugin. */
    @FunctionalInterface
    public interface Body<T, X extends Exception> {
        T call() throws X;
    }
}
