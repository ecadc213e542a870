package io.leat.broker.log;

import io.leat.broker.disk.EntryFile;
import io.leat.broker.disk.Force;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * Written at a clean shutdown: the partitions that the next start need not open. One entry, whole or worth nothing.
 *
 * <pre>
 *   entry := { topic id (2 × int64) | partition (int32) | start, end, bytes, oldest (int64 each) }
 * </pre>
 */
final class RestFile {
    private static final int ENCODED_BYTES = 2 * Long.BYTES + Integer.BYTES + Rest.ENCODED_BYTES;

    private final Path path;
    private final Force force;

    record Place(Uuid topicId, int partition) {}

    RestFile(Path folder, Force force) {
        this.path = folder.resolve("resting-partitions");
        this.force = force;
    }

    /** Reads the file and removes it, because from now on partitions change. */
    Map<Place, Rest> take() throws IOException {
        if (!Files.exists(path)) {
            return Map.of();
        }
        var rests = new HashMap<Place, Rest>();
        try (var file = EntryFile.open(path, force)) {
            file.entries().forEach(entry -> decode(entry, rests));
        }
        Files.delete(path);
        return rests;
    }

    private static void decode(ByteBuffer entry, Map<Place, Rest> rests) {
        while (entry.remaining() >= ENCODED_BYTES) {
            var place = new Place(new Uuid(entry.getLong(), entry.getLong()), entry.getInt());
            rests.put(place, Rest.decode(entry));
        }
    }

    /** Durable when this returns, once the folder is forced. */
    void write(Map<Place, Rest> rests) throws IOException {
        Files.deleteIfExists(path);
        if (rests.isEmpty()) {
            return;
        }
        var entry = ByteBuffer.allocate(Math.multiplyExact(rests.size(), ENCODED_BYTES));
        rests.forEach((place, rest) -> {
            entry.putLong(place.topicId.getMostSignificantBits())
                    .putLong(place.topicId.getLeastSignificantBits())
                    .putInt(place.partition);
            rest.encode(entry);
        });
        try (var file = EntryFile.open(path, force)) {
            file.append(entry.flip());
            file.force();
        }
    }
}
