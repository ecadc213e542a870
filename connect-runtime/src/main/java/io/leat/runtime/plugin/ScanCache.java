package io.leat.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what scans found, one file per state of a plugin's files: the name is the {@link
 * PluginLocation#fingerprint}, each line {@code <KIND> <class>}, the last line {@code end} with the number of kinds that were
 * looked for, so that a newer Leat that knows more of them looks again. A cache that cannot be read
 * or written costs a scan, nothing else.
 */
final class ScanCache {

    private static final Logger LOG = LoggerFactory.getLogger(ScanCache.class);
    private static final String END = "end " + PluginType.values().length;

    private final Path folder;

    ScanCache(Path folder) {
        this.folder = folder;
    }

    Optional<Set<FoundClass>> find(String fingerprint) {
        var file = file(fingerprint);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(END)) {
                return Optional.empty();
            }
            var found = new LinkedHashSet<FoundClass>();
            for (var line : lines.subList(0, lines.size() - 1)) {
                var space = line.indexOf(' ');
                found.add(new FoundClass(PluginType.valueOf(line.substring(0, space)), line.substring(space + 1)));
            }
            return Optional.of(found);
        } catch (IOException | RuntimeException e) {
            LOG.debug("Scanning again: cannot use {}", file, e);
            return Optional.empty();
        }
    }

    void store(String fingerprint, Set<FoundClass> found) {
        var lines = new ArrayList<String>();
        found.forEach(f -> lines.add(f.type().name() + " " + f.className()));
        lines.add(END);
        try {
            Files.createDirectories(folder);
            var fresh = Files.createTempFile(folder, "scan", ".tmp");
            Files.write(fresh, lines);
            Files.move(fresh, file(fingerprint), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.info(
                    "Cannot keep the result of a plugin scan in {}: the next start scans again ({})",
                    folder,
                    e.toString());
        }
    }

    private Path file(String fingerprint) {
        return folder.resolve(fingerprint + ".plugins");
    }
}
