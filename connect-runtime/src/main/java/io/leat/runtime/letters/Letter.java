package io.leat.runtime.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.log.LogRecord;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record of a dead-letter topic, understood as far as its headers tell. Those that stock Kafka Connect, or a sink
 * without {@code errors.deadletterqueue.context.headers.enable}, wrote tell little or nothing and cannot be replayed.
 *
 * @param connector whose letter it is; empty if it does not say
 * @param failedAt milliseconds since the epoch
 */
public record Letter(LetterId id, LogRecord record, String connector, LetterCause cause, long failedAt) {

    private static final String CONNECT = "__connect.errors.";

    public static Letter of(LogRecord record) {
        var headers = record.headers();
        var cause = new LetterCause(
                either(headers, LetterHeaders.STAGE, "stage"),
                LetterHeaders.text(headers, LetterHeaders.STEP).orElse(""),
                either(headers, LetterHeaders.CLASS, "class.name"),
                either(headers, LetterHeaders.EXCEPTION, "exception.class.name"),
                either(headers, LetterHeaders.MESSAGE, "exception.message"),
                LetterHeaders.text(headers, LetterHeaders.FINGERPRINT).orElse("unknown"));
        return new Letter(
                new LetterId(record.partition(), record.offset()),
                record,
                either(headers, LetterHeaders.CONNECTOR, "connector.name"),
                cause,
                LetterHeaders.text(headers, LetterHeaders.TIME)
                        .flatMap(Letter::number)
                        .orElse(record.timestamp()));
    }

    private static String either(Header[] headers, String ours, String connect) {
        return LetterHeaders.text(headers, ours)
                .or(() -> LetterHeaders.text(headers, CONNECT + connect))
                .orElse("");
    }

    /** Anybody may write to the topic: what is no number is taken as missing. */
    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Empty if the letter does not say, and so cannot be replayed. */
    public Optional<LetterKind> kind() {
        return LetterHeaders.text(record.headers(), LetterHeaders.KIND)
                .flatMap(text -> Arrays.stream(LetterKind.values())
                        .filter(kind -> kind.text().equals(text))
                        .findFirst());
    }

    /** Of a sink: where the record lay in the log. */
    public Optional<TopicPartition> origin() {
        var topic = text(LetterHeaders.TOPIC, "topic");
        var partition = text(LetterHeaders.PARTITION, "partition");
        return topic.flatMap(
                name -> partition.flatMap(Letter::number).map(number -> new TopicPartition(name, number.intValue())));
    }

    public Optional<Long> originOffset() {
        return text(LetterHeaders.OFFSET, "offset").flatMap(Letter::number);
    }

    private Optional<String> text(String ours, String connect) {
        return LetterHeaders.text(record.headers(), ours)
                .or(() -> LetterHeaders.text(record.headers(), CONNECT + connect));
    }

    /** Alias of the transform that a replay at the stage begins with, empty text after all; absent: at the start only. */
    public Optional<String> transform() {
        return LetterHeaders.text(record.headers(), LetterHeaders.TRANSFORM);
    }

    /** Which piece of a record that was split has failed, as in {@code 2 of 5}. */
    public Optional<String> piece() {
        return LetterHeaders.text(record.headers(), LetterHeaders.PIECE);
    }

    /** The record's own headers. */
    public List<Header> ownHeaders() {
        return Arrays.stream(record.headers())
                .filter(header -> !LetterHeaders.isOfFailure(header))
                .toList();
    }

    /** Of a sink: the record as it lay in the log, corrected. */
    public LogRecord original(Edit edit) {
        var type = LetterHeaders.text(record.headers(), LetterHeaders.TIMESTAMP_TYPE)
                .map(TimestampType::forName)
                .orElse(TimestampType.CREATE_TIME);
        return new LogRecord(
                origin().orElseThrow(),
                originOffset().orElseThrow(),
                record.timestamp(),
                type,
                edit.key().isPresent() ? edit.key().get().bytes() : record.key(),
                edit.value().isPresent() ? edit.value().get().bytes() : record.value(),
                edit.headers().orElseGet(this::ownHeaders).toArray(new Header[0]));
    }

    /** Of a sink: the record at the failing step, in {@link RecordJson}; of a source that is the letter's value. */
    public Optional<byte[]> atStage() {
        return kind().filter(kind -> kind == LetterKind.SOURCE).isPresent()
                ? Optional.ofNullable(record.value())
                : LetterHeaders.bytes(record.headers(), LetterHeaders.RECORD);
    }

    /** Of a source: the record as polled; empty if transforms had changed it and it was too large to keep. */
    public Optional<byte[]> polled() {
        return wasTransformed()
                ? LetterHeaders.bytes(record.headers(), LetterHeaders.POLLED)
                : Optional.ofNullable(record.value());
    }

    /** Whether {@link #polled} is another record than {@link #atStage}. */
    public boolean wasTransformed() {
        return Arrays.stream(record.headers()).anyMatch(header -> header.key().equals(LetterHeaders.POLLED));
    }

    /** For messages. */
    public String describe() {
        return "dead letter " + id;
    }

    /** Bytes of key, value and headers. */
    public long bytes() {
        var bytes = size(record.key()) + size(record.value());
        for (var header : record.headers()) {
            bytes += header.key().getBytes(UTF_8).length + size(header.value());
        }
        return bytes;
    }

    private static long size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
