package io.leat.broker.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.LogContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/**
 * Takes what Kafka's selector would log. It has a stack trace for everything that a client does wrong, but tells its
 * caller only that a connection is closed: here the reasons are kept until the connection's end is seen. Used by the
 * processor's thread only.
 */
final class SelectorLog extends LogContext {
    private static final Logger LOGGER = LoggerFactory.getLogger(SelectorLog.class);

    private final Map<String, String> reasons = new HashMap<>();

    @Override
    public Logger logger(Class<?> clazz) {
        return new ReasonLogger(clazz.getName());
    }

    /** Why the selector closed a connection of this address since {@link #clear}. */
    Optional<String> reason(String hostAddress) {
        return Optional.ofNullable(reasons.get(hostAddress));
    }

    void clear() {
        reasons.clear();
    }

    /** Of addresses written as {@code /127.0.0.1} or {@code name/127.0.0.1}. */
    private void keep(String address, Throwable failure) {
        reasons.put(address.substring(address.lastIndexOf('/') + 1), String.valueOf(failure.getMessage()));
    }

    private final class ReasonLogger extends LegacyAbstractLogger {
        private static final long serialVersionUID = 1L;

        private ReasonLogger(String name) {
            this.name = name;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable failure) {
            if (level.toInt() >= Level.WARN.toInt() && failure != null && arguments != null && arguments.length > 0) {
                keep(String.valueOf(arguments[0]), failure);
            }
            if (LOGGER.isDebugEnabled()) {
                LOGGER.debug(MessageFormatter.basicArrayFormat(message, arguments), failure);
            }
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return ReasonLogger.class.getName();
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return LOGGER.isDebugEnabled();
        }

        @Override
        public boolean isInfoEnabled() {
            return LOGGER.isDebugEnabled();
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
