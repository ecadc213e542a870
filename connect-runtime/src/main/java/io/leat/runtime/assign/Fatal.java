package io.leat.runtime.assign;

import io.leat.connect.api.fault.ConfigFault;
import io.leat.runtime.RequestException;
import org.apache.kafka.common.config.ConfigException;

/** Tells failures that come back at every start from those that may pass. */
public final class Fatal {

    private static final int DEEPEST = 20;

    private Fatal() {}

    /** Whether only a change of the configuration, or of what is installed, can help. */
    public static boolean isFatal(Throwable failure) {
        Throwable cause = failure;
        for (var depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (isOfTheConfiguration(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOfTheConfiguration(Throwable cause) {
        return cause instanceof ConfigException
                || cause instanceof ConfigFault
                || cause instanceof RequestException
                || cause instanceof LinkageError
                || cause instanceof ReflectiveOperationException;
    }
}
