package io.leat.rest.view;

import io.leat.runtime.TopicAdmin.PeekedRecord;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record for display. What {@code key} and {@code value} hold is told by the encoding beside them.
 *
 * @param timestamp ms since the epoch, {@code time} the same in ISO 8601, null where the record carries none
 */
public record RecordView(
        long offset,
        long timestamp,
        @Nullable String time,
        @Nullable Object key,
        String keyEncoding,
        @Nullable Object value,
        String valueEncoding,
        List<HeaderView> headers) {

    public static RecordView of(PeekedRecord peeked) {
        var key = Decoded.of(peeked.key());
        var value = Decoded.of(peeked.value());
        return new RecordView(
                peeked.offset(),
                peeked.timestamp(),
                peeked.timestamp() < 0
                        ? null
                        : Instant.ofEpochMilli(peeked.timestamp()).toString(),
                key.shown(),
                key.encoding(),
                value.shown(),
                value.encoding(),
                peeked.headers().stream().map(HeaderView::of).toList());
    }

    /** A header, decoded like a value. */
    public record HeaderView(String key, @Nullable Object value, String valueEncoding) {

        static HeaderView of(Header header) {
            var value = Decoded.of(header.value());
            return new HeaderView(header.key(), value.shown(), value.encoding());
        }
    }
}
