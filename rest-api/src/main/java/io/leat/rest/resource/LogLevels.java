package io.leat.rest.resource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The process's loggers, behind {@code /admin/loggers}. Safe for use from any thread. */
public interface LogLevels {

    /** The loggers whose level was set, {@code root} among them, in alphabetical order. */
    Map<String, Logger> all();

    /** The level in force for a logger that exists or has been set; empty for one that nobody uses. */
    Optional<Logger> find(String name);

    /**
     * Sets the level of a logger and of all below it.
     *
     * @param name of a logger, existing or not; {@code root} for all
     * @return the loggers changed, in alphabetical order, {@code name} among them
     */
    List<String> set(String name, Level level);

    /** What Kafka Connect accepts; an implementation whose logging library lacks one takes the nearest. */
    enum Level {
        OFF,
        FATAL,
        ERROR,
        WARN,
        INFO,
        DEBUG,
        TRACE,
        ALL
    }

    /** @param lastModified when {@link #set} changed it, in ms since the epoch; null if it never did */
    record Logger(Level level, @Nullable Long lastModified) {}
}
