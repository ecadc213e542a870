package io.leat.connectors.elasticsearch;

import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import io.leat.connectors.delivery.FieldPath;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Ids of documents. Without a key, the id says which record it is:
 *
 * <pre>
 *   019ab12cd34-orders-3-1207[-2]
 *   │           │      │ │     └ piece, where a transform made several records of one
 *   │           │      │ └ offset
 *   │           │      └ partition
 *   │           └ topic before transforms
 *   └ the record's time: milliseconds since 1970, 11 hexadecimal digits
 * </pre>
 *
 * The same record always has the same id, so a second delivery finds the first one's document. The time keeps a record of
 * a topic that was deleted and made again, whose offsets start at 0 once more, apart from the old one at the same offset.
 * It comes first because ids that rise with time let Elasticsearch rule out old segments when it looks for duplicates.
 */
final class DocumentIds {

    /** Elasticsearch refuses a whole request for one longer id. */
    private static final int MAX_BYTES = 512;

    private static final int TIME_DIGITS = 11;

    private DocumentIds() {}

    static String ofCoordinates(SinkRecord record, int piece) {
        var id = new StringBuilder(64);
        var time = record.timestamp() == null || record.timestamp() < 0 ? 0 : record.timestamp();
        var digits = Long.toHexString(time);
        id.append("0".repeat(Math.max(0, TIME_DIGITS - digits.length())))
                .append(digits)
                .append('-')
                .append(record.originalTopic())
                .append('-')
                .append(record.originalKafkaPartition())
                .append('-')
                .append(record.originalKafkaOffset());
        return piece == 0 ? id.toString() : id.append('-').append(piece).toString();
    }

    /** @throws RecordFault if the key cannot be an id */
    static String ofKey(SinkRecord record) {
        var id = FieldPath.text(record.key())
                .orElseThrow(() -> new RecordFault(ErrantRecords.name(record)
                        + " has a key that is no text, number or boolean and cannot be an id: take a field of it by the"
                        + " transform ExtractField$Key, or set key.ignore=true"));
        var bytes = id.length() <= MAX_BYTES / 3 ? id.length() : id.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > MAX_BYTES) {
            throw new RecordFault(ErrantRecords.name(record) + " has a key of " + bytes
                    + " bytes; an id has between 1 and " + MAX_BYTES);
        }
        return id;
    }
}
