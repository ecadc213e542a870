package io.leat.broker;

import io.leat.broker.disk.Force;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Utils;

/**
 * Remembers what was forced instead of forcing it, so that a test can see what a power loss leaves: of each file what it
 * held at its last force, of each folder the names that it held then. Of a file that is written over, each block may be
 * what it was then, what it is now, or a sector of the one and the next of the other. Files that Kafka's code writes and
 * forces itself count as forced.
 */
final class SimulatedDisk implements Force {
    private static final Set<String> FORCED_BY_KAFKA = Set.of(
            "partition.metadata",
            "leader-epoch-checkpoint",
            "recovery-point-offset-checkpoint",
            "log-start-offset-checkpoint",
            "cleaner-offset-checkpoint");

    private static final int BLOCK = 4096;
    private static final int SECTOR = 512;

    private final Map<Path, Long> forcedLengths = new HashMap<>();
    private final Map<Path, byte[]> forcedContents = new HashMap<>();
    private final Map<Path, Set<String>> forcedNames = new HashMap<>();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile Predicate<Path> broken = path -> false;

    /** Told before and after each force, on the thread that forces. */
    interface Listener {
        void forcing(Path path, boolean done);
    }

    /** What becomes of bytes that were written but not forced. */
    enum Unforced {
        LOST,
        /** Each file keeps a part of them by chance, perhaps damaged, or all. */
        BY_CHANCE
    }

    void addListener(Listener listener) {
        listeners.add(listener);
    }

    /** From now on forces of these files and folders fail. */
    void breakForces(Predicate<Path> paths) {
        broken = paths;
    }

    @Override
    public void file(Path file, FileChannel channel) throws IOException {
        tell(file, false);
        failIfBroken(file);
        synchronized (this) {
            forcedLengths.merge(file, channel.size(), Math::max);
            if (isWrittenOver(file)) {
                forcedContents.put(file, Files.readAllBytes(file));
            }
        }
        tell(file, true);
    }

    @Override
    public void directory(Path directory) throws IOException {
        tell(directory, false);
        failIfBroken(directory);
        synchronized (this) {
            forcedNames.put(directory, names(directory));
        }
        tell(directory, true);
    }

    private void tell(Path path, boolean done) {
        listeners.forEach(listener -> listener.forcing(path, done));
    }

    private void failIfBroken(Path path) throws IOException {
        if (broken.test(path)) {
            throw new IOException("simulated failure of the disk");
        }
    }

    private static Set<String> names(Path directory) throws IOException {
        try (var paths = Files.list(directory)) {
            return paths.map(path -> path.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    /** Copies what a power loss at this moment leaves of the folder. */
    synchronized void cutTo(Path folder, Path target, Unforced unforced, long seed) {
        try {
            while (!isCut(folder, target, unforced, new Random(seed))) {
                Utils.delete(target.toFile());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return false if another thread has renamed or deleted a file in the middle of it */
    private boolean isCut(Path folder, Path target, Unforced unforced, Random random) throws IOException {
        try {
            cut(folder, target, unforced, random);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void cut(Path from, Path to, Unforced unforced, Random random) throws IOException {
        Files.createDirectories(to);
        for (var name : new HashSet<>(names(from))) {
            var source = from.resolve(name);
            var named = forcedNames.getOrDefault(from, Set.of()).contains(name) || FORCED_BY_KAFKA.contains(name);
            if (name.equals(".lock") || (!named && (unforced == Unforced.LOST || random.nextBoolean()))) {
                continue;
            }
            if (FORCED_BY_KAFKA.contains(name)) {
                Files.copy(source, to.resolve(name));
            } else if (Files.isDirectory(source)) {
                cut(source, to.resolve(name), unforced, random);
            } else {
                cutFile(source, to.resolve(name), unforced, random);
            }
        }
    }

    private static boolean isWrittenOver(Path file) {
        return file.toString().endsWith(".wal");
    }

    private void mixBlocks(byte[] forced, Path source, Path target, Unforced unforced, Random random)
            throws IOException {
        var mixed = forced.clone();
        var now = Files.readAllBytes(source);
        for (var from = 0; unforced == Unforced.BY_CHANCE && from < mixed.length; from += BLOCK) {
            var length = Math.min(BLOCK, mixed.length - from);
            var written = switch (random.nextInt(3)) {
                case 0 -> 0;
                case 1 -> length;
                default -> Math.min(length, SECTOR * random.nextInt(BLOCK / SECTOR));
            };
            System.arraycopy(now, from, mixed, from, written);
        }
        Files.write(target, mixed);
    }

    private void cutFile(Path source, Path target, Unforced unforced, Random random) throws IOException {
        var forced = Optional.ofNullable(forcedLengths.get(source));
        if (forced.isEmpty() && (unforced == Unforced.LOST || random.nextBoolean())) {
            return;
        }
        if (forcedContents.containsKey(source)) {
            mixBlocks(forcedContents.get(source), source, target, unforced, random);
            return;
        }
        Files.copy(source, target);
        var length = Files.size(target);
        var safe = Math.min(forced.orElse(0L), length);
        var kept = unforced == Unforced.LOST ? safe : safe + kept(length - safe, random);
        try (var file = new RandomAccessFile(target.toFile(), "rw")) {
            file.setLength(kept);
            if (kept > safe && random.nextInt(3) == 0) {
                damage(file, safe, kept, random);
            }
        }
    }

    private static long kept(long unforced, Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> 0;
            case 1 -> unforced;
            default -> (long) (random.nextDouble() * unforced);
        };
    }

    private static void damage(RandomAccessFile file, long from, long to, Random random) throws IOException {
        var at = from + (long) (random.nextDouble() * (to - from));
        file.seek(at);
        file.write(new byte[(int) Math.min(to - at, 1 + random.nextInt(64))]);
    }
}
