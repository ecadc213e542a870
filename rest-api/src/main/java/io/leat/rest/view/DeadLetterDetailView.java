package io.leat.rest.view;

import io.leat.runtime.DeadLetterQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter with its record, corrections applied.
 *
 * @param decided who decided last what; null while nobody has
 * @param record the record at the step that failed, data with schemas; null where it is only known as bytes
 * @param polled a source's record before its transforms; null if they had not changed it
 */
public record DeadLetterDetailView(
        DeadLetterView letter,
        @Nullable By decided,
        @Nullable Object key,
        String keyEncoding,
        @Nullable Object value,
        String valueEncoding,
        List<RecordView.HeaderView> headers,
        @Nullable Object record,
        @Nullable Object polled) {

    /** @param by a user, {@code anonymous} or a task */
    public record By(String by, String reason, @Nullable String at) {}

    public static DeadLetterDetailView of(DeadLetterQueue.Detail detail) {
        var decided = detail.decided();
        var key = Decoded.of(detail.key());
        var value = Decoded.of(detail.value());
        return new DeadLetterDetailView(
                DeadLetterView.of(detail.summary()),
                decided.by().isEmpty()
                        ? null
                        : new By(decided.by(), decided.reason(), DeadLetterView.time(decided.at())),
                key.shown(),
                key.encoding(),
                value.shown(),
                value.encoding(),
                detail.headers().stream().map(RecordView.HeaderView::of).toList(),
                Decoded.of(detail.record().orElse(null)).shown(),
                Decoded.of(detail.polled().orElse(null)).shown());
    }
}
