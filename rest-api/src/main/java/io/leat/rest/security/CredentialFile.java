package io.leat.rest.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A credentials file and its content, read again when the file has changed; looked at once a second at most. A file that
 * became unreadable or wrong leaves the last good content in force, and says so in the log.
 */
final class CredentialFile<H> {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialFile.class);
    private static final long LOOK_MILLIS = 1000;

    private final Path path;
    private final Function<String, H> hash;
    private final Clock clock;
    private volatile Map<String, H> entries;
    private FileTime modified;
    private long looked;

    /** @throws IllegalArgumentException if the file cannot be read or is wrong, naming the line */
    CredentialFile(Path path, Function<String, H> hash, Clock clock) {
        this.path = path;
        this.hash = hash;
        this.clock = clock;
        try {
            this.modified = Files.getLastModifiedTime(path);
            this.entries = parse(Files.readAllLines(path));
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot read " + path + ": " + unreadable.getMessage(), unreadable);
        }
        this.looked = clock.millis();
    }

    /** By name. The map is replaced as a whole when the file changes, so that identity tells whether it did. */
    synchronized Map<String, H> entries() {
        var now = clock.millis();
        if (now - looked >= LOOK_MILLIS) {
            looked = now;
            refresh();
        }
        return entries;
    }

    private void refresh() {
        try {
            var current = Files.getLastModifiedTime(path);
            if (!current.equals(modified)) {
                modified = current;
                entries = parse(Files.readAllLines(path));
                LOG.info("Read {} again: {} entries", path, entries.size());
            }
        } catch (IOException | IllegalArgumentException wrong) {
            LOG.warn("Keeping the credentials read before: {}", wrong.getMessage());
        }
    }

    private Map<String, H> parse(List<String> lines) {
        try {
            return CredentialLines.parse(lines, hash);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(path + ", " + wrong.getMessage(), wrong);
        }
    }
}
