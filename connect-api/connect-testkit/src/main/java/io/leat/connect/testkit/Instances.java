package io.leat.connect.testkit;

/** Makes plugins the way a worker does: by their class name and public constructor. */
final class Instances {

    private Instances() {}

    static <T> T of(String className, Class<T> kind) {
        try {
            var type = Class.forName(className, true, Thread.currentThread().getContextClassLoader());
            return kind.cast(type.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(
                    className + " cannot be made by a worker: it must be public, with a public "
                            + "constructor without parameters",
                    e);
        }
    }

    static <T> T of(Class<? extends T> type, Class<T> kind) {
        return of(type.getName(), kind);
    }
}
