package io.leat.runtime.config;

import io.leat.runtime.plugin.ContextLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/**
 * Asks a source connector, before it runs, for what its configuration asks of it: exactly-once support, boundaries of its
 * own. The answers are Kafka Connect's, for tools that look for them.
 *
 * @param worker whether the worker supports exactly-once delivery
 */
record ExactlyOncePreflight(SourceConnector source, ClassLoader loader, Map<String, String> config, boolean worker) {

    List<Problem> problems() {
        var problems = new ArrayList<Problem>();
        if (is(ConnectorKeys.EXACTLY_ONCE, "required")) {
            if (!worker) {
                problems.add(new Problem(
                        ConnectorKeys.EXACTLY_ONCE, "This worker does not have exactly-once source support enabled."));
            }
            ask(() -> support(source.exactlyOnceSupport(config)))
                    .ifPresent(message -> problems.add(new Problem(ConnectorKeys.EXACTLY_ONCE, message)));
        }
        if (is(ConnectorKeys.TRANSACTION_BOUNDARY, "connector")) {
            ask(() -> boundaries(source.canDefineTransactionBoundaries(config)))
                    .ifPresent(message -> problems.add(new Problem(ConnectorKeys.TRANSACTION_BOUNDARY, message)));
        }
        return problems;
    }

    private static Optional<String> support(@Nullable ExactlyOnceSupport answer) {
        if (answer == ExactlyOnceSupport.SUPPORTED) {
            return Optional.empty();
        }
        return Optional.of(
                answer == null
                        ? "The connector does not implement the API required for preflight validation of exactly-once"
                                + " source support. Look into its documentation; with the value \"requested\" it runs"
                                + " without this check."
                        : "The connector does not support exactly-once semantics with the provided configuration.");
    }

    private static Optional<String> boundaries(@Nullable ConnectorTransactionBoundaries answer) {
        if (answer == ConnectorTransactionBoundaries.SUPPORTED) {
            return Optional.empty();
        }
        return Optional.of(
                answer == null
                        ? "This connector has returned a null value from its canDefineTransactionBoundaries method, which is"
                                + " not permitted. It is treated as if it could not define its own transaction"
                                + " boundaries: set 'transaction.boundary' to poll or interval."
                        : "The connector does not support connector-defined transaction boundaries with the given"
                                + " configuration. Please reconfigure it to use a different transaction boundary"
                                + " definition.");
    }

    /** As in Kafka Connect, an exception here is a problem of this key and leaves the others to be checked. */
    private Optional<String> ask(Supplier<Optional<String>> question) {
        try {
            return ContextLoader.call(loader, question::get);
        } catch (RuntimeException | Error e) {
            return Optional.of("An unexpected error occurred during validation: " + e);
        }
    }

    private boolean is(String key, String value) {
        return value.equalsIgnoreCase(config.getOrDefault(key, "").strip());
    }
}
