package io.leat.runtime.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the plugins in the folders of {@code plugin.path}. As in Kafka Connect, each jar and each subfolder is a plugin
 * of its own, and a folder that holds packages of class files is one itself. An entry may also be a jar.
 */
final class PluginPath {

    private static final Logger LOG = LoggerFactory.getLogger(PluginPath.class);
    private static final int DEPTH = 20;

    private PluginPath() {}

    /** What cannot be read is logged and left out: one bad folder must not keep the worker from starting. */
    static List<PluginLocation> locations(Collection<Path> entries) {
        var found = new ArrayList<PluginLocation>();
        for (var entry : entries) {
            try {
                found.addAll(inEntry(entry.toAbsolutePath().normalize()));
            } catch (IOException | UncheckedIOException e) {
                LOG.warn("Skipping plugin.path entry {}: it cannot be read ({})", entry, e.toString());
            }
        }
        return found;
    }

    private static List<PluginLocation> inEntry(Path entry) throws IOException {
        if (isJar(entry)) {
            return List.of(new PluginLocation(entry, List.of(entry)));
        }
        if (!Files.isDirectory(entry)) {
            LOG.warn("Skipping plugin.path entry {}: no such folder or jar", entry);
            return List.of();
        }
        var found = new ArrayList<PluginLocation>();
        for (var child : children(entry)) {
            if (isJar(child)) {
                found.add(new PluginLocation(child, List.of(child)));
            } else if (Files.isDirectory(child)) {
                found.addAll(inFolder(child));
            }
        }
        if (found.isEmpty() && holdsClasses(entry)) {
            found.add(new PluginLocation(entry, List.of(entry)));
        }
        return found;
    }

    private static List<PluginLocation> inFolder(Path folder) throws IOException {
        try (var files = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
            var jars = files.filter(PluginPath::isJar).sorted().toList();
            if (!jars.isEmpty()) {
                return List.of(new PluginLocation(folder, jars));
            }
        }
        // A package folder, such as "com", belongs to the entry itself; a folder above packages is a plugin.
        return holdsServices(folder) ? List.of(new PluginLocation(folder, List.of(folder))) : List.of();
    }

    private static boolean holdsServices(Path folder) {
        return Files.isDirectory(folder.resolve("META-INF/services"));
    }

    private static boolean holdsClasses(Path folder) throws IOException {
        try (var files = Files.walk(folder, DEPTH)) {
            return files.anyMatch(f -> f.toString().endsWith(".class"));
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(PluginPath::isVisible).sorted().toList();
        }
    }

    /** A name that begins with a dot is for what is being copied, to be renamed when it is complete. */
    private static boolean isVisible(Path file) {
        return !file.getFileName().toString().startsWith(".");
    }

    private static boolean isJar(Path file) {
        var name = file.toString().toLowerCase(Locale.ROOT);
        return (name.endsWith(".jar") || name.endsWith(".zip")) && Files.isRegularFile(file);
    }
}
