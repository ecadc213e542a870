package io.leat.connectors.file;

import io.leat.connect.api.settings.ByteSize;
import io.leat.connect.api.settings.Nested;
import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of {@link FileSourceConnector}. Where Vector's file source has the same setting, the name is its. */
public record FileSourceSettings(
        @Setting(
                doc = "Files to read: paths or globs (*, **, ?, [ab], {a,b}), separated by commas.",
                aliases = "file",
                importance = Importance.HIGH,
                group = "Files")
        String include,

        @Setting(
                doc = "Globs of files not to read; one without a slash is compared with the file's name.",
                group = "Files")
        Optional<String> exclude,

        @Setting(
                doc =
                        "Topic to write to. May hold ${file.name} (without what rotation adds to it) and ${file.directory}.",
                importance = Importance.HIGH,
                group = "Files")
        String topic,

        @Setting(
                doc = "Where to begin in files that are there at the first start; later ones are always read from the"
                        + " beginning.",
                defaultValue = "beginning",
                group = "Files")
        ReadFrom readFrom,

        @Setting(doc = "Files not changed for this long are not begun.", min = 1, group = "Files")
        Optional<Duration> ignoreOlder,

        @Setting(
                doc =
                        "auto reads gzip and Zstandard files by their uncompressed content; none takes every file as it is.",
                defaultValue = "auto",
                group = "Files")
        Compression compression,

        @Setting(
                doc =
                        "How a file is known again: checksum goes by its content, so that also copies and compressed files"
                                + " are found; device_and_inode adds that it must be the same file on disk.",
                defaultValue = "checksum",
                group = "Files")
        FingerprintStrategy fingerprintStrategy,

        @Setting(
                doc =
                        "How long a rotated or removed file must be quiet before it counts as ended and a last line without"
                                + " its delimiter is taken.",
                defaultValue = "10 s",
                min = 0,
                group = "Files")
        Duration rotateWait,

        @Setting(
                doc = "What a record's value is: text (a string), bytes (as they are), or json (each line parsed).",
                defaultValue = "text",
                group = "Records")
        Format format,

        @Setting(
                doc = "Encoding of the files; any in which the delimiter is as in ASCII.",
                defaultValue = "UTF-8",
                group = "Records")
        String charset,

        @Setting(
                doc = "What ends a line. \\n, \\r, \\t and \\0 may be written so.",
                defaultValue = "\\n",
                group = "Records")
        String lineDelimiter,

        @Setting(
                doc = "Longest line, or group of lines, in bytes. The default fits Kafka's default message size.",
                defaultValue = "1000000",
                min = 64,
                max = 512 * 1024 * 1024,
                group = "Records")
        ByteSize maxLineBytes,

        @Setting(
                doc =
                        "What becomes of a longer line: split makes several records of it, skip leaves it out and logs where,"
                                + " fail stops the task.",
                defaultValue = "split",
                group = "Records")
        LongLine onLongLine,

        @Setting(
                doc =
                        "With format=json, what becomes of a line that is not JSON: fail stops the task, text passes it as a"
                                + " string, skip leaves it out and logs where.",
                defaultValue = "fail",
                group = "Records")
        Malformed onMalformedLine,

        @Setting(
                doc =
                        "The record's key: none, path, or name (without what rotation adds). A key keeps the lines of a file"
                                + " in one partition.",
                defaultValue = "none",
                group = "Records")
        KeyBy key,

        @Setting(
                doc = "Headers of each record: path (file.path), host (file.host), line (file.line, from 1), position"
                        + " (file.position, the byte where it begins); empty for none.",
                defaultValue = "path",
                group = "Records")
        List<HeaderField> headers,

        @Nested(group = "Multi-line") MultilineSettings multiline,

        @Setting(doc = "Longest time between two looks for new lines.", defaultValue = "50 ms", min = 1, group = "Pace")
        Duration pollInterval,

        @Setting(
                doc =
                        "Longest time between two looks for new files. Changes in watched folders are seen at once; this is"
                                + " for file systems that do not show them.",
                defaultValue = "5 s",
                min = 1,
                group = "Pace")
        Duration globMinimumCooldown,

        @Setting(
                doc = "Longest wait for a record before control returns to the worker.",
                defaultValue = "500 ms",
                min = 1,
                max = 60_000,
                group = "Pace")
        Duration pollLinger,

        @Setting(doc = "Records returned at once at most.", defaultValue = "5000", min = 1, group = "Pace")
        int maxBatchSize,

        @Setting(
                doc = "Bytes of lines returned at once at most; one line may exceed it.",
                defaultValue = "4 MiB",
                min = 1,
                group = "Pace")
        ByteSize maxBatchBytes,

        @Setting(
                doc = "Files held open at once; quiet ones above it are closed and opened again when they grow.",
                defaultValue = "256",
                min = 1,
                group = "Pace")
        int maxOpenFiles,

        @Setting(
                doc = "How long the position of a file that is gone is kept. If it comes back later, it is read again.",
                defaultValue = "7 d",
                min = 1,
                group = "Pace")
        Duration offsetRetention) {

    /** Where to begin. */
    public enum ReadFrom {
        BEGINNING,
        END
    }

    /** What to do with compressed files. */
    public enum Compression {
        AUTO,
        NONE
    }

    /** How a file is known again. */
    public enum FingerprintStrategy {
        CHECKSUM,
        DEVICE_AND_INODE
    }

    /** What a record's value is. */
    public enum Format {
        TEXT,
        BYTES,
        JSON
    }

    /** What to do with a line that is not JSON. */
    public enum Malformed {
        FAIL,
        TEXT,
        SKIP
    }

    /** What a record's key is. */
    public enum KeyBy {
        NONE,
        PATH,
        NAME
    }

    /** What a header can hold. */
    public enum HeaderField {
        PATH,
        HOST,
        LINE,
        POSITION
    }

    public FileSourceSettings {
        var problems = new Problems();
        check(problems, "include", () -> FileGlob.list(include).forEach(FileGlob::parse));
        check(problems, "exclude", () -> excluded(exclude).forEach(FileGlob::exclusion));
        problems.check(!FileGlob.list(include).isEmpty(), "include", "must name at least one file or glob");
        check(problems, "topic", () -> new TopicName(topic));
        check(problems, "charset", () -> asciiCompatible(charset));
        problems.check(!lineDelimiter.isEmpty(), "line.delimiter", "must not be empty")
                .throwIfAny();
    }

    List<String> included() {
        return FileGlob.list(include);
    }

    List<String> excluded() {
        return excluded(exclude);
    }

    private static List<String> excluded(Optional<String> text) {
        return text.map(FileGlob::list).orElse(List.of());
    }

    /** The delimiter's bytes. */
    byte[] delimiter() {
        return lineDelimiter
                .replace("\\n", "\n")
                .replace("\\r", "\r")
                .replace("\\t", "\t")
                .replace("\\0", "\0")
                .getBytes(encoding());
    }

    Charset encoding() {
        return Charset.forName(charset);
    }

    private static void check(Problems problems, String key, Runnable rule) {
        try {
            rule.run();
        } catch (IllegalArgumentException e) {
            problems.add(key, String.valueOf(e.getMessage()));
        }
    }

    private static void asciiCompatible(String name) {
        try {
            var charset = Charset.forName(name);
            if (charset.newEncoder().canEncode('\n')
                    && "\n".getBytes(charset).length == 1
                    && "\n".getBytes(charset)[0] == "\n".getBytes(StandardCharsets.US_ASCII)[0]) {
                return;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("'" + name + "' is not an encoding that this Java knows", e);
        }
        throw new IllegalArgumentException("'" + name + "' must encode a line end in one byte, as ASCII does");
    }
}
