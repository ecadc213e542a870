package io.leat.broker.topic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.security.scram.ScramCredential;

/** The bytes of the entries about access and credentials, as {@link MetadataEntry} draws them. */
final class SecurityEntries {
    static final byte ACL = 4;
    static final byte ACL_REMOVED = 5;
    static final byte SCRAM = 6;
    static final byte SCRAM_REMOVED = 7;

    private SecurityEntries() {}

    static void write(MetadataEntry entry, DataOutputStream out) throws IOException {
        if (entry instanceof MetadataEntry.Acl acl) {
            out.writeByte(ACL);
            MetadataEntry.writeId(out, acl.id());
            writeBinding(out, acl.binding());
        } else if (entry instanceof MetadataEntry.AclRemoved removed) {
            out.writeByte(ACL_REMOVED);
            MetadataEntry.writeId(out, removed.id());
        } else if (entry instanceof MetadataEntry.Scram scram) {
            out.writeByte(SCRAM);
            out.writeUTF(scram.user());
            out.writeByte(scram.mechanism().type());
            writeCredential(out, scram.credential());
        } else if (entry instanceof MetadataEntry.ScramRemoved removed) {
            out.writeByte(SCRAM_REMOVED);
            out.writeUTF(removed.user());
            out.writeByte(removed.mechanism().type());
        }
    }

    static MetadataEntry read(byte type, DataInputStream in) throws IOException {
        return switch (type) {
            case ACL -> new MetadataEntry.Acl(MetadataEntry.readId(in), readBinding(in));
            case ACL_REMOVED -> new MetadataEntry.AclRemoved(MetadataEntry.readId(in));
            case SCRAM -> new MetadataEntry.Scram(in.readUTF(), readMechanism(in), readCredential(in));
            case SCRAM_REMOVED -> new MetadataEntry.ScramRemoved(in.readUTF(), readMechanism(in));
            default -> throw new IOException("unknown entry type " + type);
        };
    }

    private static void writeBinding(DataOutputStream out, AclBinding binding) throws IOException {
        out.writeByte(binding.pattern().resourceType().code());
        out.writeByte(binding.pattern().patternType().code());
        out.writeUTF(binding.pattern().name());
        out.writeUTF(binding.entry().principal());
        out.writeUTF(binding.entry().host());
        out.writeByte(binding.entry().operation().code());
        out.writeByte(binding.entry().permissionType().code());
    }

    private static AclBinding readBinding(DataInputStream in) throws IOException {
        var resource = ResourceType.fromCode(in.readByte());
        var patternType = PatternType.fromCode(in.readByte());
        var pattern = new ResourcePattern(resource, in.readUTF(), patternType);
        var entry = new AccessControlEntry(
                in.readUTF(),
                in.readUTF(),
                AclOperation.fromCode(in.readByte()),
                AclPermissionType.fromCode(in.readByte()));
        return new AclBinding(pattern, entry);
    }

    private static void writeCredential(DataOutputStream out, ScramCredential credential) throws IOException {
        out.writeInt(credential.iterations());
        writeBytes(out, credential.salt());
        writeBytes(out, credential.storedKey());
        writeBytes(out, credential.serverKey());
    }

    private static ScramCredential readCredential(DataInputStream in) throws IOException {
        var iterations = in.readInt();
        return new ScramCredential(readBytes(in), readBytes(in), readBytes(in), iterations);
    }

    private static ScramMechanism readMechanism(DataInputStream in) throws IOException {
        return ScramMechanism.fromType(in.readByte());
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeShort(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        var length = in.readUnsignedShort();
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
