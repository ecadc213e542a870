package io.leat.connectors.file;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tells cheaply whether files came, went or were renamed: a folder's time of change moves then. That time has a grain of
 * some milliseconds, so a folder that changed just before it was read counts as changed once more.
 */
final class Folders {
    private static final long GRAIN_MILLIS = 40;
    /** Looking costs a system call per folder: with many of them it is done less often. */
    private static final int PER_MILLISECOND = 20;

    private List<Watched> watched = List.of();
    private long nextLook;

    /** @param folders with their time of change as it was before they were read */
    void read(Map<Path, Long> folders, long now) {
        watched = folders.entrySet().stream()
                .map(folder -> new Watched(folder.getKey().toFile(), settled(folder.getValue(), now)))
                .toList();
    }

    boolean changed(long now) {
        if (now < nextLook) {
            return false;
        }
        nextLook = now + watched.size() / PER_MILLISECOND;
        return watched.stream().anyMatch(Watched::changed);
    }

    private static long settled(long modified, long now) {
        return now - modified < GRAIN_MILLIS ? -1 : modified;
    }

    private record Watched(File folder, long modified) {
        boolean changed() {
            return folder.lastModified() != modified;
        }
    }
}
