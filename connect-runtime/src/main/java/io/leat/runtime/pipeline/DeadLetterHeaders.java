package io.leat.runtime.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.ConnectorTaskId;
import io.leat.runtime.log.LogRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The headers that tell why a record is in a dead-letter topic: those of Kafka Connect, by name and form (all values are
 * strings).
 */
public final class DeadLetterHeaders {

    private static final String PREFIX = "__connect.errors.";

    private DeadLetterHeaders() {}

    /**
     * The record's own headers, followed by those of the failure.
     *
     * @param mask hides the task's secrets in what the plugin says of the failure
     */
    public static Headers of(LogRecord record, ConnectorTaskId task, Failure failure, UnaryOperator<String> mask) {
        var headers = new RecordHeaders(record.headers());
        add(headers, "topic", record.partition().topic());
        add(headers, "partition", Integer.toString(record.partition().partition()));
        add(headers, "offset", Long.toString(record.offset()));
        addFailure(headers, task, failure, mask);
        return headers;
    }

    /** The headers that say nothing of a record of the log: a source has none. */
    public static void addFailure(Headers headers, ConnectorTaskId task, Failure failure, UnaryOperator<String> mask) {
        add(headers, "connector.name", task.connector());
        add(headers, "task.id", Integer.toString(task.task()));
        add(headers, "stage", failure.stage().name());
        add(headers, "class.name", failure.className());
        add(headers, "exception.class.name", failure.cause().getClass().getName());
        var message = failure.cause().getMessage();
        add(headers, "exception.message", message == null ? null : mask.apply(message));
        add(headers, "exception.stacktrace", mask.apply(stackTrace(failure.cause())));
    }

    private static void add(Headers headers, String name, @Nullable String value) {
        headers.add(PREFIX + name, value == null ? null : value.getBytes(UTF_8));
    }

    private static String stackTrace(Throwable cause) {
        var text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
