package io.leat.runtime.task;

import io.leat.runtime.letters.LetterHeaders;
import io.leat.runtime.letters.RecordJson;
import io.leat.runtime.log.LogRecord;
import io.leat.runtime.log.LogWriter;
import io.leat.runtime.pipeline.DeadLetterHeaders;
import io.leat.runtime.pipeline.ErrorPolicy.DeadLetterTopic;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Held;
import io.leat.runtime.pipeline.Outgoing;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a failed record is written to the dead-letter topic. Of a sink, as Kafka Connect does: the bytes as they were, and
 * headers if they are asked for. Of a source the record has no bytes yet: it is kept in Connect's form.
 */
record LetterForm(DeadLetterTopic topic, TaskScope<?> scope) {

    /** The headers of a sink's letter; its key, value and time are those of the record. */
    Iterable<Header> ofSink(LogRecord record, Failure failure) {
        Headers headers = topic.withHeaders()
                ? DeadLetterHeaders.of(record, scope.id(), failure, scope.spec().mask())
                : new RecordHeaders(record.headers());
        if (topic.replayable()) {
            addFailure(headers, failure);
            LetterHeaders.addPosition(headers, record.partition(), record.offset(), record.timestampType());
            addHeld(headers, failure.held());
        }
        return headers;
    }

    private static void addHeld(Headers headers, @Nullable Held held) {
        if (held != null) {
            LetterHeaders.addPiece(headers, held.piece());
        }
        if (held != null && held.record() instanceof SinkRecord record) {
            var json = RecordJson.of(record);
            if (json.length <= LetterHeaders.LARGEST_RECORD) {
                LetterHeaders.addRecord(headers, held.transform(), json);
            }
        }
    }

    LogEntry ofSource(SourceRecord polled, Failure failure) {
        var held = failure.held();
        var atStage = held != null && held.record() instanceof SourceRecord record ? record : polled;
        var headers = new RecordHeaders();
        if (topic.withHeaders()) {
            DeadLetterHeaders.addFailure(
                    headers, scope.id(), failure, scope.spec().mask());
        }
        addFailure(headers, failure);
        LetterHeaders.addSource(headers);
        LetterHeaders.addPiece(headers, held == null ? "" : held.piece());
        LetterHeaders.addTransform(headers, held == null ? "" : held.transform());
        if (!atStage.equals(polled)) {
            LetterHeaders.addPolled(headers, RecordJson.of(polled));
        }
        var time = polled.timestamp();
        return new LogEntry(
                topic.name(),
                LogWriter.ANY_PARTITION,
                time == null || time < 0 ? Outgoing.NOW : time,
                null,
                RecordJson.of(atStage),
                headers);
    }

    private void addFailure(Headers headers, Failure failure) {
        LetterHeaders.addFailure(
                headers,
                scope.id(),
                failure.letterCause(),
                scope.clock().millis(),
                scope.spec().mask());
    }
}
