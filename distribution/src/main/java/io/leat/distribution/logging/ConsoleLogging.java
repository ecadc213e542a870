package io.leat.distribution.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Configures Logback in code: one console appender, the worker's own loggers at the level asked for, the libraries' at
 * WARN. Code rather than XML, because parsing XML is a tenth of the whole start.
 */
public final class ConsoleLogging extends ContextAwareBase implements Configurator {

    /** System property and environment variable with the level of the root logger. */
    static final String LEVEL_PROPERTY = "leat.log.level";

    private static final String PATTERN =
            "%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %X{connector.context}%msg \\(%logger{0}\\)%n%ex";

    /** Jersey logs here, to java.util.logging, that resources given as instances are no providers; they need not be. */
    private static final java.util.logging.Logger JERSEY_PROVIDERS =
            java.util.logging.Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private static final Map<String, Level> QUIET = Map.of(
            "org.apache.kafka", Level.WARN,
            "org.eclipse.jetty", Level.WARN,
            "org.glassfish.jersey", Level.WARN,
            "kafka", Level.WARN);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        JERSEY_PROVIDERS.setLevel(java.util.logging.Level.SEVERE);
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(PATTERN);
        encoder.start();
        var console = new ConsoleAppender<ILoggingEvent>();
        console.setContext(context);
        console.setName("console");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(level());
        root.addAppender(console);
        if (root.getLevel().isGreaterOrEqual(Level.INFO)) {
            QUIET.forEach((name, level) -> context.getLogger(name).setLevel(level));
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Level level() {
        var asked = Optional.ofNullable(System.getProperty(LEVEL_PROPERTY))
                .or(() -> Optional.ofNullable(System.getenv("LEAT_LOG_LEVEL")));
        return Level.toLevel(asked.orElse("INFO").toUpperCase(Locale.ROOT), Level.INFO);
    }
}
