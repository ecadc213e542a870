package io.leat.broker.handler.data;

import java.util.concurrent.CompletionException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka's code for what went wrong with one partition. */
final class Failures {
    private static final Logger LOGGER = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** Failures that are not Kafka's are logged here, because the client learns only that there was one. */
    static Errors code(String action, TopicPartition partition, Throwable failure) {
        var cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof ApiException)) {
            LOGGER.error("The attempt to {} {} failed", action, partition, cause);
        }
        return Errors.forException(cause);
    }
}
