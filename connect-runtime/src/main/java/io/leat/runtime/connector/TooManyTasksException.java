package io.leat.runtime.connector;

import org.apache.kafka.common.config.ConfigException;

/** A connector has asked for more tasks than {@code tasks.max}. */
final class TooManyTasksException extends ConfigException {

    private static final long serialVersionUID = 1L;

    TooManyTasksException(String connector, int asked, int max) {
        super("The connector " + connector + " has generated " + asked + " tasks, which is greater than " + max
                + ", the maximum number of tasks it is configured to create (tasks.max). Raise tasks.max, report the"
                + " connector as faulty, or set tasks.max.enforce to false to let it pass");
    }
}
