package io.leat.connectors.file;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;

/** What writers and log rotation do to files. */
final class LogFolder {
    final Path root;

    LogFolder(Path root) {
        this.root = root;
    }

    Path file(String name) {
        return root.resolve(name);
    }

    String glob(String pattern) {
        return root + "/" + pattern;
    }

    void append(String name, String... lines) {
        write(name, lines.length == 0 ? "" : String.join("\n", lines) + "\n");
    }

    void write(String name, String text) {
        run(() -> Files.writeString(
                file(name), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    void rename(String from, String to) {
        run(() -> Files.move(file(from), file(to)));
    }

    void delete(String name) {
        run(() -> Files.delete(file(name)));
    }

    /** As logrotate's copytruncate does it. */
    void copyAndTruncate(String name, String copy) {
        run(() -> {
            Files.copy(file(name), file(copy));
            Files.newByteChannel(file(name), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
                    .close();
        });
    }

    /** As gzip does it: a new file with the old one's time, then the old one is removed. */
    void gzip(String name) {
        pack(name, name + ".gz", GZIPOutputStream::new);
    }

    void zstd(String name) {
        pack(name, name + ".zst", ZstdOutputStream::new);
    }

    private void pack(String name, String packed, Packer packer) {
        run(() -> {
            try (var out = packer.over(Files.newOutputStream(file(packed)))) {
                Files.copy(file(name), out);
            }
            aged(packed, Duration.ofMinutes(1));
            Files.delete(file(name));
        });
    }

    /** Makes a file look as if it had been written that long ago. */
    void aged(String name, Duration age) {
        run(() -> Files.setLastModifiedTime(
                file(name), FileTime.from(Instant.now().minus(age))));
    }

    static void run(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    interface Action {
        void run() throws IOException;
    }

    private interface Packer {
        OutputStream over(OutputStream out) throws IOException;
    }
}
