package io.leat.runtime.config;

import java.util.Map;

/**
 * The worker's {@code exactly.once.source.support}. Unlike in Kafka Connect the default is {@code enabled}: the log is in
 * this process, appends records and positions together anyway, and there is no cluster to bring over step by step. {@code
 * disabled} and {@code preparing} do as Kafka Connect does: no connector gets what {@code exactly.once.support=required}
 * asks for, and {@code transaction.boundary} has no effect.
 */
public final class ExactlyOnce {

    /** The key in the worker's configuration. */
    public static final String KEY = "exactly.once.source.support";

    public static final String ENABLED = "enabled";
    public static final String DISABLED = "disabled";

    private ExactlyOnce() {}

    /** @param worker the worker's properties */
    public static boolean isEnabled(Map<String, String> worker) {
        return ENABLED.equalsIgnoreCase(worker.getOrDefault(KEY, ENABLED).strip());
    }
}
