package io.leat.broker.topic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * A change of what the broker knows besides records.
 *
 * <pre>
 *   topic         := 1 int8 | id (2 x int64) | name utf | partitions int32 | count int32 | count x (key utf, value utf)
 *   topic deleted := 2 int8 | id (2 x int64)
 *   producer ids  := 3 int8 | next int64
 *   utf           := as java.io.DataOutput writes it
 * </pre>
 */
sealed interface MetadataEntry {

    /** The topic as it is from now on: new, or replacing what was known under the id. */
    record Topic(Uuid id, String name, int partitions, Map<String, String> overrides) implements MetadataEntry {
        public Topic {
            overrides = Map.copyOf(overrides);
        }
    }

    record TopicDeleted(Uuid id) implements MetadataEntry {}

    /** Producer ids below {@code next} may have been given out. */
    record ProducerIds(long next) implements MetadataEntry {}

    /** The entry's bytes. */
    default ByteBuffer encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private void write(DataOutputStream out) throws IOException {
        if (this instanceof Topic topic) {
            out.writeByte(1);
            writeId(out, topic.id);
            out.writeUTF(topic.name);
            out.writeInt(topic.partitions);
            out.writeInt(topic.overrides.size());
            for (var override : new TreeMap<>(topic.overrides).entrySet()) {
                out.writeUTF(override.getKey());
                out.writeUTF(override.getValue());
            }
        } else if (this instanceof TopicDeleted deleted) {
            out.writeByte(2);
            writeId(out, deleted.id);
        } else if (this instanceof ProducerIds ids) {
            out.writeByte(3);
            out.writeLong(ids.next);
        }
    }

    private static void writeId(DataOutputStream out, Uuid id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    /** @throws IOException if the bytes, though whole, are none that this version wrote */
    static MetadataEntry decode(ByteBuffer payload) throws IOException {
        var bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var type = in.readByte();
            return switch (type) {
                case 1 -> readTopic(in);
                case 2 -> new TopicDeleted(readId(in));
                case 3 -> new ProducerIds(in.readLong());
                default -> throw new IOException("unknown entry type " + type);
            };
        }
    }

    private static Topic readTopic(DataInputStream in) throws IOException {
        var id = readId(in);
        var name = in.readUTF();
        var partitions = in.readInt();
        var overrides = new TreeMap<String, String>();
        for (var left = in.readInt(); left > 0; left--) {
            overrides.put(in.readUTF(), in.readUTF());
        }
        return new Topic(id, name, partitions, overrides);
    }

    private static Uuid readId(DataInputStream in) throws IOException {
        return new Uuid(in.readLong(), in.readLong());
    }
}
