package io.leat.distribution.logging;

import ch.qos.logback.classic.LoggerContext;
import io.leat.rest.resource.LogLevels;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.LoggerFactory;

/** Logback's loggers for REST. */
public final class LoggerLevels implements LogLevels {

    private static final String ROOT = "root";

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Map<String, Long> modified = new ConcurrentHashMap<>();
    private final Clock clock;

    public LoggerLevels(Clock clock) {
        this.clock = clock;
    }

    /** The root and what was set here; that libraries are quieter from the start is nothing that somebody chose. */
    @Override
    public Map<String, Logger> all() {
        var levels = new TreeMap<String, Logger>();
        levels.put(ROOT, view(context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)));
        modified.keySet().forEach(name -> levels.put(shown(name), view(context.getLogger(name))));
        return levels;
    }

    @Override
    public Optional<Logger> find(String name) {
        return Optional.ofNullable(context.exists(stored(name))).map(this::view);
    }

    @Override
    public List<String> set(String name, Level level) {
        context.getLogger(stored(name));
        var affected = context.getLoggerList().stream()
                .filter(logger -> isWithin(logger.getName(), stored(name)))
                .toList();
        for (var logger : affected) {
            logger.setLevel(ch.qos.logback.classic.Level.toLevel(nearest(level)));
            modified.put(logger.getName(), clock.millis());
        }
        return affected.stream().map(logger -> shown(logger.getName())).sorted().toList();
    }

    private static boolean isWithin(String logger, String ancestor) {
        return ancestor.equals(org.slf4j.Logger.ROOT_LOGGER_NAME)
                || logger.equals(ancestor)
                || logger.startsWith(ancestor + ".");
    }

    private Logger view(ch.qos.logback.classic.Logger logger) {
        return new Logger(Level.valueOf(logger.getEffectiveLevel().toString()), modified.get(logger.getName()));
    }

    private static String nearest(Level level) {
        return level == Level.FATAL ? "ERROR" : level.name();
    }

    /** Logback's root has a name in capitals, Kafka Connect's has not. */
    private static String stored(String name) {
        return name.equals(ROOT) ? org.slf4j.Logger.ROOT_LOGGER_NAME : name;
    }

    private static String shown(String name) {
        return name.equals(org.slf4j.Logger.ROOT_LOGGER_NAME) ? ROOT : name;
    }
}
