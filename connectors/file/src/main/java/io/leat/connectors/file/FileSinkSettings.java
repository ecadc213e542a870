package io.leat.connectors.file;

import io.leat.connect.api.settings.ByteSize;
import io.leat.connect.api.settings.Nested;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import io.leat.connectors.delivery.JsonFormat;
import io.leat.connectors.delivery.NameTemplate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of {@link FileSinkConnector}. */
public record FileSinkSettings(
        @Setting(
                doc = "File to append to. May hold ${topic}, ${partition}, ${timestamp:yyyy-MM-dd}, ${field:a.b},"
                        + " ${header:x}, ${key}; each result is a file of its own. Only with both ${topic} and"
                        + " ${partition} can several tasks write.",
                aliases = "file",
                importance = Importance.HIGH,
                group = "Files")
        NameTemplate pathTemplate,

        @Setting(
                doc =
                        "lines writes strings and bytes as they are and everything else as JSON; json writes everything as"
                                + " JSON.",
                defaultValue = "lines",
                group = "Files")
        Format format,

        @Setting(doc = "What becomes of a record without a value.", defaultValue = "ignore", group = "Files")
        OnNull behaviorOnNullValues,

        @Setting(
                doc = "gzip makes compressed files; .gz is added to their names.",
                defaultValue = "none",
                group = "Files")
        Compression compression,

        @Setting(
                doc = "batch forces files to the disk before their offsets are committed, so that also a power failure"
                        + " loses nothing; none leaves that to the system.",
                defaultValue = "batch",
                group = "Files")
        Fsync fsync,

        @Setting(
                doc = "Files held open at once; the one written least lately above it is finished.",
                defaultValue = "100",
                min = 1,
                group = "Files")
        int maxOpenFiles,

        @Setting(doc = "A file is finished at this size.", min = 1, group = "Rotation")
        Optional<ByteSize> rotateBytes,

        @Setting(doc = "A file is finished at this many records.", min = 1, group = "Rotation")
        Optional<Long> rotateRecords,

        @Setting(doc = "A file is finished this long after it was begun.", min = 1, group = "Rotation")
        Optional<Duration> rotateInterval,

        @Nested(prefix = "") JsonFormat json) {

    /** How a value becomes a line. */
    public enum Format {
        LINES,
        JSON
    }

    /** What becomes of a tombstone. */
    public enum OnNull {
        /** It is left out. */
        IGNORE,
        /** It becomes an empty line, or null with format json. */
        WRITE,
        /** It counts as a record that cannot be delivered. */
        FAIL
    }

    /** How files are compressed. */
    public enum Compression {
        NONE,
        GZIP
    }

    /** What is on disk when offsets are committed. */
    public enum Fsync {
        NONE,
        BATCH
    }

    public FileSinkSettings {
        var path = pathTemplate.toString();
        new Problems()
                .check(!path.endsWith("/"), "path.template", "must name a file, not a folder")
                .check(!path.startsWith("${"), "path.template", "must begin with a fixed folder")
                .throwIfAny();
    }

    /** Whether files are finished and renamed at some time, or appended to for ever. */
    boolean rotates() {
        return rotateBytes.isPresent() || rotateRecords.isPresent() || rotateInterval.isPresent();
    }

    boolean forces() {
        return fsync == Fsync.BATCH;
    }

    /** Whether no file ever holds records of two partitions. */
    boolean partitionsApart() {
        var path = pathTemplate.toString();
        return path.contains("${topic}") && path.contains("${partition}");
    }

    /** The folder that all files are below, however the template is filled. */
    Path root() {
        var path = pathTemplate.toString();
        var fixed = path.indexOf("${") < 0 ? path : path.substring(0, path.indexOf("${"));
        var slash = fixed.lastIndexOf('/');
        return Path.of(slash < 0 ? "" : fixed.substring(0, slash + 1))
                .toAbsolutePath()
                .normalize();
    }
}
