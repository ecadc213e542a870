package io.leat.broker.topic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.quota.ClientQuotaEntity;

/** The bytes of the entries about settings and quotas, as {@link MetadataEntry} draws them. */
final class SettingEntries {
    static final byte SETTING = 8;
    static final byte SETTING_REMOVED = 9;
    static final byte QUOTA = 10;
    static final byte QUOTA_REMOVED = 11;
    static final byte GROUP_SETTING = 12;
    static final byte GROUP_SETTING_REMOVED = 13;

    private SettingEntries() {}

    /** Returns whether it is an entry of this kind. */
    static boolean write(MetadataEntry entry, DataOutputStream out) throws IOException {
        if (entry instanceof MetadataEntry.Setting setting) {
            out.writeByte(SETTING);
            out.writeByte(setting.scope().code());
            out.writeUTF(setting.key());
            out.writeUTF(setting.value());
        } else if (entry instanceof MetadataEntry.SettingRemoved removed) {
            out.writeByte(SETTING_REMOVED);
            out.writeByte(removed.scope().code());
            out.writeUTF(removed.key());
        } else if (entry instanceof MetadataEntry.Quota quota) {
            out.writeByte(QUOTA);
            writeEntity(out, quota.entity());
            out.writeUTF(quota.key());
            out.writeDouble(quota.value());
        } else if (entry instanceof MetadataEntry.QuotaRemoved removed) {
            out.writeByte(QUOTA_REMOVED);
            writeEntity(out, removed.entity());
            out.writeUTF(removed.key());
        } else {
            return writeOfGroup(entry, out);
        }
        return true;
    }

    private static boolean writeOfGroup(MetadataEntry entry, DataOutputStream out) throws IOException {
        if (entry instanceof MetadataEntry.GroupSetting setting) {
            out.writeByte(GROUP_SETTING);
            out.writeUTF(setting.group());
            out.writeUTF(setting.key());
            out.writeUTF(setting.value());
        } else if (entry instanceof MetadataEntry.GroupSettingRemoved removed) {
            out.writeByte(GROUP_SETTING_REMOVED);
            out.writeUTF(removed.group());
            out.writeUTF(removed.key());
        } else {
            return false;
        }
        return true;
    }

    static MetadataEntry read(byte type, DataInputStream in) throws IOException {
        return switch (type) {
            case SETTING -> new MetadataEntry.Setting(readScope(in), in.readUTF(), in.readUTF());
            case SETTING_REMOVED -> new MetadataEntry.SettingRemoved(readScope(in), in.readUTF());
            case QUOTA -> new MetadataEntry.Quota(readEntity(in), in.readUTF(), in.readDouble());
            case QUOTA_REMOVED -> new MetadataEntry.QuotaRemoved(readEntity(in), in.readUTF());
            case GROUP_SETTING -> new MetadataEntry.GroupSetting(in.readUTF(), in.readUTF(), in.readUTF());
            case GROUP_SETTING_REMOVED -> new MetadataEntry.GroupSettingRemoved(in.readUTF(), in.readUTF());
            default -> throw new IOException("unknown entry type " + type);
        };
    }

    private static SettingScope readScope(DataInputStream in) throws IOException {
        return SettingScope.of(in.readByte());
    }

    private static void writeEntity(DataOutputStream out, ClientQuotaEntity entity) throws IOException {
        out.writeByte(entity.entries().size());
        for (var part : new TreeMap<>(entity.entries()).entrySet()) {
            out.writeUTF(part.getKey());
            out.writeBoolean(part.getValue() != null);
            if (part.getValue() != null) {
                out.writeUTF(part.getValue());
            }
        }
    }

    private static ClientQuotaEntity readEntity(DataInputStream in) throws IOException {
        Map<String, String> parts = new HashMap<>();
        for (var left = in.readByte(); left > 0; left--) {
            var type = in.readUTF();
            parts.put(type, in.readBoolean() ? in.readUTF() : null);
        }
        return new ClientQuotaEntity(parts);
    }
}
