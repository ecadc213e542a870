package io.leat.runtime.assign;

import io.leat.connect.api.fault.ConfigFault;
import io.leat.runtime.RequestException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Tells failures that come back at every start from those that may pass. Kafka's clients report a name that cannot be
 * resolved just now as a {@link ConfigException} within an exception of their own, so that one counts only where none of
 * theirs lies above it.
 */
public final class Fatal {

    private static final int DEEPEST = 20;

    private Fatal() {}

    /** Whether only a change of the configuration, or of what is installed, can help. */
    public static boolean isFatal(Throwable failure) {
        Throwable cause = failure;
        var ofClient = false;
        for (var depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof ConfigException ? !ofClient : comesBack(cause)) {
                return true;
            }
            ofClient |= cause instanceof KafkaException && !(cause instanceof ConnectException);
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean comesBack(Throwable cause) {
        return cause instanceof ConfigFault
                || isRefusal(cause)
                || cause instanceof LinkageError
                || cause instanceof ReflectiveOperationException;
    }

    private static boolean isRefusal(Throwable cause) {
        return cause instanceof RequestException
                && !(cause instanceof RequestException.Unreadable)
                && !(cause instanceof RequestException.TimedOut);
    }
}
