package io.leat.runtime.letters;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * What takes the place of parts of a letter's record, as bytes: of a sink the record's own, of a source those of {@code
 * {"schema":…,"payload":…}}. A part that is absent stays as it was.
 */
public record Edit(Optional<Part> key, Optional<Part> value, Optional<List<Header>> headers) {

    public static final Edit NONE = new Edit(Optional.empty(), Optional.empty(), Optional.empty());

    /** @param bytes null for no key or value */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Part(byte @Nullable [] bytes) {}

    public boolean isEmpty() {
        return key.isEmpty() && value.isEmpty() && headers.isEmpty();
    }

    /** This edit on top of an earlier one. */
    public Edit over(Edit earlier) {
        return new Edit(key.or(earlier::key), value.or(earlier::value), headers.or(earlier::headers));
    }
}
