package io.leat.connectors.file;

import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Names of output files. With rotation, {@code logs/app.ndjson} is written as {@code
 * logs/.app-20261123T171500123Z.ndjson.part} and finished as {@code logs/app-20261123T171500123Z.ndjson}.
 */
final class FileNames {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String PART = ".part";

    private final FileSinkSettings settings;
    private final Path root;

    FileNames(FileSinkSettings settings) {
        this.settings = settings;
        root = settings.root();
    }

    /**
     * What the template makes of a record.
     *
     * @throws RecordFault if the record lacks what the template needs, or its path leads out of the template's folder
     */
    Path path(SinkRecord record) {
        var name = settings.pathTemplate().render(record)
                + (settings.compression() == FileSinkSettings.Compression.GZIP ? ".gz" : "");
        try {
            var path = Path.of(name).toAbsolutePath().normalize();
            if (!path.startsWith(root) || path.equals(root) || name.endsWith("/.gz") || name.endsWith("/")) {
                throw new RecordFault(
                        ErrantRecords.name(record) + " gives the path '" + name + "', which is no file below " + root);
            }
            return path;
        } catch (InvalidPathException e) {
            throw new RecordFault(ErrantRecords.name(record) + " gives '" + name + "', which cannot be a path", e);
        }
    }

    /** The name that a file has when it is finished; no other file has it. */
    Path target(Path path, long now) {
        if (!settings.rotates()) {
            return path;
        }
        var name = path.getFileName().toString();
        var dot = name.indexOf('.', 1);
        var stem = (dot < 0 ? name : name.substring(0, dot)) + "-" + TIME.format(Instant.ofEpochMilli(now));
        var extension = dot < 0 ? "" : name.substring(dot);
        var target = path.resolveSibling(stem + extension);
        for (var n = 1; Files.exists(target) || Files.exists(whileWritten(target)); n++) {
            target = path.resolveSibling(stem + "-" + n + extension);
        }
        return target;
    }

    Path whileWritten(Path target) {
        return settings.rotates() ? target.resolveSibling("." + target.getFileName() + PART) : target;
    }

    /** The name that a file is to get which is named so while it is written. */
    static Path targetOf(Path written) {
        var name = written.getFileName().toString();
        return name.startsWith(".") && name.endsWith(PART)
                ? written.resolveSibling(name.substring(1, name.length() - PART.length()))
                : written;
    }
}
