package io.leat.runtime.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.ConnectorTaskId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;

/**
 * What a dead letter has to carry so that it can be shown, grouped and replayed: headers under {@value #PREFIX}, all of
 * them text but {@link #RECORD} and {@link #POLLED}, which are {@link RecordJson}. They stand after the record's own
 * headers and those of Kafka Connect.
 */
public final class LetterHeaders {

    static final String PREFIX = "__leat.errors.";

    /** {@code source}: the letter's value is the record at the failing step; {@code sink}: it is the record of the log. */
    static final String KIND = PREFIX + "kind";

    static final String CONNECTOR = PREFIX + "connector";
    static final String TASK = PREFIX + "task";
    static final String STAGE = PREFIX + "stage";
    static final String STEP = PREFIX + "step";
    static final String CLASS = PREFIX + "class";
    static final String EXCEPTION = PREFIX + "exception";
    static final String MESSAGE = PREFIX + "message";
    static final String FINGERPRINT = PREFIX + "fingerprint";
    static final String TIME = PREFIX + "time";

    /** Alias of the transform to go on with; empty: all of them are done. Without it the replay begins at the start. */
    static final String TRANSFORM = PREFIX + "transform";

    /** Which piece of a record that was split has failed: {@code 2 of 5}. */
    static final String PIECE = PREFIX + "piece";

    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String TIMESTAMP_TYPE = PREFIX + "timestamp.type";

    /** Of a sink: the record as it was at the failing step. */
    static final String RECORD = PREFIX + "record";

    /** Of a source: the record as polled, where transforms have changed it since. */
    static final String POLLED = PREFIX + "polled";

    /** A record in Connect's form beside the letter's own bytes is kept up to this size. */
    public static final int LARGEST_RECORD = 384 << 10;

    private static final String CONNECT = "__connect.errors.";

    private LetterHeaders() {}

    /** Whether the header tells of the failure and is not the record's own. */
    static boolean isOfFailure(Header header) {
        return header.key().startsWith(PREFIX) || header.key().startsWith(CONNECT);
    }

    /** @param mask hides the task's secrets in what the plugin says of the failure */
    public static void addFailure(
            Headers to, ConnectorTaskId task, LetterCause cause, long millis, UnaryOperator<String> mask) {
        add(to, CONNECTOR, task.connector());
        add(to, TASK, Integer.toString(task.task()));
        add(to, STAGE, cause.stage());
        add(to, STEP, cause.step());
        add(to, CLASS, cause.className());
        add(to, EXCEPTION, cause.exception());
        add(to, MESSAGE, mask.apply(cause.message()));
        add(to, FINGERPRINT, cause.fingerprint());
        add(to, TIME, Long.toString(millis));
    }

    /** Of a sink's letter: where the record lies in the log. */
    public static void addPosition(Headers to, TopicPartition partition, long offset, TimestampType type) {
        add(to, KIND, LetterKind.SINK.text());
        add(to, TOPIC, partition.topic());
        add(to, PARTITION, Integer.toString(partition.partition()));
        add(to, OFFSET, Long.toString(offset));
        add(to, TIMESTAMP_TYPE, type.name);
    }

    /** Of a source's letter. */
    public static void addSource(Headers to) {
        add(to, KIND, LetterKind.SOURCE.text());
    }

    /** The record at the failing step, of a sink. */
    public static void addRecord(Headers to, String transform, byte[] record) {
        add(to, TRANSFORM, transform);
        to.add(new RecordHeader(RECORD, record));
    }

    /** Which piece failed, if the record had been split; else nothing is added. */
    public static void addPiece(Headers to, String piece) {
        if (!piece.isEmpty()) {
            add(to, PIECE, piece);
        }
    }

    /** Where to go on, of a source: its record is the letter's value. */
    public static void addTransform(Headers to, String transform) {
        add(to, TRANSFORM, transform);
    }

    /** Kept up to {@link #LARGEST_RECORD}; else only that there was another record is said. */
    public static void addPolled(Headers to, byte[] record) {
        to.add(new RecordHeader(POLLED, record.length <= LARGEST_RECORD ? record : null));
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(new RecordHeader(name, value.getBytes(UTF_8)));
    }

    /** The last value under this name. */
    static Optional<byte[]> bytes(Header[] headers, String name) {
        for (var i = headers.length - 1; i >= 0; i--) {
            if (headers[i].key().equals(name)) {
                return Optional.ofNullable(headers[i].value());
            }
        }
        return Optional.empty();
    }

    static Optional<String> text(Header[] headers, String name) {
        return bytes(headers, name).map(bytes -> new String(bytes, UTF_8));
    }
}
