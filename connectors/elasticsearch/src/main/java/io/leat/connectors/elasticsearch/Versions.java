package io.leat.connectors.elasticsearch;

import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import io.leat.connectors.delivery.FieldPath;
import java.util.Locale;
import org.apache.kafka.connect.sink.SinkRecord;

/** Gives records their versions. */
record Versions(VersionSettings settings) {

    boolean used() {
        return settings.versionType() != VersionSettings.VersionType.NONE;
    }

    /** As requests name it. */
    String type() {
        return settings.versionType().name().toLowerCase(Locale.ROOT);
    }

    /** @throws RecordFault if the record lacks the header that holds the version */
    long of(SinkRecord record, PartitionSession session) {
        if (settings.externalVersionHeader().isPresent()) {
            return fromHeader(record, settings.externalVersionHeader().get());
        }
        return bySession() ? session.version() : record.originalKafkaOffset();
    }

    /** A document of a higher version was not written by this session; {@code Long.MAX_VALUE} if that cannot be told. */
    long highestOwn(PartitionSession session) {
        return bySession() ? session.version() : Long.MAX_VALUE;
    }

    private boolean bySession() {
        return settings.externalVersionHeader().isEmpty()
                && settings.versionSource() == VersionSettings.VersionSource.SESSION;
    }

    private static long fromHeader(SinkRecord record, String name) {
        var header = record.headers().lastWithName(name);
        var text = header == null ? "" : FieldPath.text(header.value()).orElse("");
        try {
            var version = Long.parseLong(text.trim());
            if (version >= 0) {
                return version;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new RecordFault(ErrantRecords.name(record) + " has no header " + name
                + " with a whole number of at least 0, which external.version.header asks for");
    }
}
