package io.leat.runtime.pipeline;

import org.jspecify.annotations.Nullable;

/** One transform or converter. Steps are made once per task, so that a record costs no closure. */
interface Step<T> extends AutoCloseable {

    Stage stage();

    /** For messages: {@code transform mask}. */
    String name();

    String className();

    /** @return null if the record is left out on purpose */
    @Nullable
    T apply(T record);

    @Override
    void close();
}
