package io.leat.distribution;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/** An application that writes numbered JSON lines and rotates its log by renaming, as logrotate does. */
final class RotatingLog {

    private final Path folder;
    private final int linesPerFile;
    private int next;
    private int files;

    RotatingLog(Path folder, int linesPerFile) {
        this.folder = created(folder);
        this.linesPerFile = linesPerFile;
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a tailing source has to include. */
    String pattern() {
        return folder.resolve("app.log*").toString();
    }

    /** Writes this many lines more, on a thread of its own. */
    CompletableFuture<Void> write(int lines) {
        int first = next;
        next += lines;
        return CompletableFuture.runAsync(() -> {
            try {
                for (int from = first; from < first + lines; from += linesPerFile) {
                    writeFile(from, Math.min(first + lines, from + linesPerFile));
                    rotate();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void writeFile(int from, int to) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("app.log"))) {
            for (int line = from; line < to; line++) {
                out.write("{\"line\":" + line + ",\"level\":\"INFO\",\"message\":\"request " + line
                        + " was served\",\"took\":" + line % 250 + "}\n");
                if (line % 500 == 0) {
                    out.flush();
                }
            }
        }
    }

    /** app.log becomes app.log.1, which becomes app.log.2, and so on. */
    private void rotate() throws IOException {
        files++;
        for (int i = files; i >= 1; i--) {
            var older = folder.resolve("app.log." + i);
            if (Files.exists(older)) {
                Files.move(older, folder.resolve("app.log." + (i + 1)));
            }
        }
        Files.move(folder.resolve("app.log"), folder.resolve("app.log.1"));
    }
}
