package io.leat.broker.topic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UTFDataFormatException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.apache.kafka.common.security.scram.ScramCredential;

/**
 * A change of what the broker knows besides records.
 *
 * <pre>
 *   topic         := 1 int8 | id (2 x int64) | name utf | partitions int32 | count int32 | count x (key utf, value utf)
 *   topic deleted := 2 int8 | id (2 x int64)
 *   producer ids  := 3 int8 | next int64
 *   acl           := 4 int8 | id (2 x int64) | resource type int8 | pattern type int8 | resource utf
 *                    | principal utf | host utf | operation int8 | permission int8
 *   acl removed   := 5 int8 | id (2 x int64)
 *   scram         := 6 int8 | user utf | mechanism int8 | iterations int32 | salt bytes | stored key bytes
 *                    | server key bytes
 *   scram removed := 7 int8 | user utf | mechanism int8
 *   setting       := 8 int8 | scope int8 (0 node, 1 cluster) | key utf | value utf
 *   setting gone  := 9 int8 | scope int8 | key utf
 *   quota         := 10 int8 | entity | key utf | value float64
 *   quota removed := 11 int8 | entity | key utf
 *   group setting := 12 int8 | group utf | key utf | value utf
 *   group s. gone := 13 int8 | group utf | key utf
 *   changes       := 14 int8 | count int32 | count x one of the above
 *   entity        := count int8 | count x (type utf | named int8 (0 for the default) | name utf if named)
 *   bytes         := length int16 | the bytes
 *   utf           := as java.io.DataOutput writes it
 * </pre>
 */
public sealed interface MetadataEntry {
    byte CHANGES = 14;

    /** The topic as it is from now on: new, or replacing what was known under the id. */
    record Topic(Uuid id, String name, int partitions, Map<String, String> overrides) implements MetadataEntry {
        public Topic {
            overrides = Map.copyOf(overrides);
        }
    }

    record TopicDeleted(Uuid id) implements MetadataEntry {}

    /** Producer ids below {@code next} may have been given out. */
    record ProducerIds(long next) implements MetadataEntry {}

    /** An access control entry, new under its id. Type codes are those of Kafka's enums. */
    record Acl(Uuid id, AclBinding binding) implements MetadataEntry {}

    record AclRemoved(Uuid id) implements MetadataEntry {}

    /** What a SCRAM login is checked against, new or replacing the user's former one of this mechanism; no password. */
    record Scram(String user, ScramMechanism mechanism, ScramCredential credential) implements MetadataEntry {

        /** Without the keys. */
        @Override
        public String toString() {
            return "Scram[" + user + ", " + mechanism + "]";
        }
    }

    record ScramRemoved(String user, ScramMechanism mechanism) implements MetadataEntry {}

    /** A setting of the broker, changed while it ran. */
    record Setting(SettingScope scope, String key, String value) implements MetadataEntry {}

    record SettingRemoved(SettingScope scope, String key) implements MetadataEntry {}

    /** What clients of this user, client id or address may take, such as {@code producer_byte_rate}. */
    record Quota(ClientQuotaEntity entity, String key, double value) implements MetadataEntry {}

    record QuotaRemoved(ClientQuotaEntity entity, String key) implements MetadataEntry {}

    /** A setting of one consumer group. */
    record GroupSetting(String group, String key, String value) implements MetadataEntry {}

    record GroupSettingRemoved(String group, String key) implements MetadataEntry {}

    /** Changes that hold together or not at all. */
    record Changes(List<MetadataEntry> entries) implements MetadataEntry {
        public Changes {
            entries = List.copyOf(entries);
        }
    }

    /** One entry that stands for all of these. */
    static MetadataEntry all(Collection<? extends MetadataEntry> entries) {
        return entries.size() == 1 ? entries.iterator().next() : new Changes(List.copyOf(entries));
    }

    /**
     * The entry's bytes.
     *
     * @throws InvalidRequestException if a text is longer than 65,535 bytes, which none of Kafka's clients needs
     */
    default ByteBuffer encode() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            write(out);
        } catch (UTFDataFormatException e) {
            throw new InvalidRequestException("A name or a value is too long to be stored: " + e.getMessage(), e);
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
        } else if (this instanceof Changes changes) {
            out.writeByte(CHANGES);
            out.writeInt(changes.entries.size());
            for (var entry : changes.entries) {
                entry.write(out);
            }
        } else if (!SettingEntries.write(this, out)) {
            SecurityEntries.write(this, out);
        }
    }

    static void writeId(DataOutputStream out, Uuid id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    /** @throws IOException if the bytes, though whole, are none that this version wrote */
    static MetadataEntry decode(ByteBuffer payload) throws IOException {
        var bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var type = in.readByte();
            return type == CHANGES ? readChanges(in) : read(type, in);
        }
    }

    private static MetadataEntry read(byte type, DataInputStream in) throws IOException {
        return switch (type) {
            case 1 -> readTopic(in);
            case 2 -> new TopicDeleted(readId(in));
            case 3 -> new ProducerIds(in.readLong());
            case SecurityEntries.ACL,
                    SecurityEntries.ACL_REMOVED,
                    SecurityEntries.SCRAM,
                    SecurityEntries.SCRAM_REMOVED -> SecurityEntries.read(type, in);
            case SettingEntries.SETTING,
                    SettingEntries.SETTING_REMOVED,
                    SettingEntries.QUOTA,
                    SettingEntries.QUOTA_REMOVED,
                    SettingEntries.GROUP_SETTING,
                    SettingEntries.GROUP_SETTING_REMOVED -> SettingEntries.read(type, in);
            default -> throw new IOException("unknown entry type " + type);
        };
    }

    private static Changes readChanges(DataInputStream in) throws IOException {
        var entries = new ArrayList<MetadataEntry>();
        for (var left = in.readInt(); left > 0; left--) {
            entries.add(read(in.readByte(), in));
        }
        return new Changes(entries);
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

    static Uuid readId(DataInputStream in) throws IOException {
        return new Uuid(in.readLong(), in.readLong());
    }
}
