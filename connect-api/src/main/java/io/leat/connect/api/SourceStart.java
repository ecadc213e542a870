package io.leat.connect.api;

import io.leat.connect.api.offset.OffsetCodec;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * What a source's task has at its start: its share of the work and the offsets stored so far.
 *
 * @param <O> the offset record
 */
public final class SourceStart<O extends Record> {

    private final Share share;
    private final OffsetCodec<O> codec;
    private final SourceTaskContext context;

    SourceStart(Share share, OffsetCodec<O> codec, SourceTaskContext context) {
        this.share = share;
        this.codec = codec;
        this.context = context;
    }

    public Share share() {
        return share;
    }

    /** For what is not in this class: the connector's raw configuration, transactions. */
    public SourceTaskContext context() {
        return context;
    }

    /**
     * The stored offset of a source partition; empty if nothing was ever stored, or it was reset.
     *
     * @throws IllegalArgumentException if the stored offset is not one of this connector's
     */
    public Optional<O> offset(Map<String, ?> partition) {
        var stored = context.offsetStorageReader().offset(new HashMap<String, Object>(partition));
        return Optional.ofNullable(stored).filter(map -> !map.isEmpty()).map(codec::decode);
    }

    /** As {@link #offset}, many at once; partitions without an offset are left out. */
    public <T> Map<Map<String, T>, O> offsets(Collection<Map<String, T>> partitions) {
        var found = new HashMap<Map<String, T>, O>();
        context.offsetStorageReader().offsets(partitions).forEach((partition, stored) -> {
            if (stored != null && !stored.isEmpty()) {
                found.put(partition, codec.decode(stored));
            }
        });
        return found;
    }

    /** The offset in the form that a {@link org.apache.kafka.connect.source.SourceRecord} takes. */
    public Map<String, Object> encode(O offset) {
        return codec.encode(offset);
    }
}
