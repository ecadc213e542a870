package io.leat.broker.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The data folder, held by this process alone.
 *
 * <pre>
 *   .lock             locked while a process uses the folder
 *   meta.properties   format=1, cluster.id=...; written once
 *   .clean            there after a clean shutdown, removed while the folder is in use
 * </pre>
 */
public final class DataFolder implements AutoCloseable {
    /** The format that this code writes; a folder with a higher one is refused. */
    static final int FORMAT = 1;

    private final Path path;
    private final Force force;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final String clusterId;
    private final boolean wasCleanlyShutDown;

    private DataFolder(Path path, Force force, FileChannel lockChannel, FileLock lock) throws IOException {
        this.path = path;
        this.force = force;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.clusterId = readOrWriteMeta();
        this.wasCleanlyShutDown = Files.deleteIfExists(cleanMarker());
        force.directory(path);
    }

    /**
     * Takes the folder, made if missing.
     *
     * @throws DataFolderException if another process has it, it is not writable, or its format is newer
     */
    public static DataFolder open(Path path, Force force) {
        var absolute = path.toAbsolutePath().normalize();
        try {
            Files.createDirectories(absolute);
            var channel =
                    FileChannel.open(absolute.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return lockedOrClosed(absolute, force, channel);
        } catch (FileAlreadyExistsException e) {
            throw new DataFolderException("The data folder " + absolute + " cannot be used: it is a file.", e);
        } catch (IOException e) {
            throw new DataFolderException("The data folder " + absolute + " cannot be used: " + reason(e) + ".", e);
        }
    }

    private static DataFolder lockedOrClosed(Path path, Force force, FileChannel channel) throws IOException {
        try {
            var lock = tryLock(channel);
            if (lock == null) {
                throw new DataFolderException("The data folder " + path
                        + " is in use by another process; stop that one or choose another data.dir.");
            }
            return new DataFolder(path, force, channel, lock);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    public Path path() {
        return path;
    }

    public String clusterId() {
        return clusterId;
    }

    /** Whether all files were complete when the last process left. */
    public boolean wasCleanlyShutDown() {
        return wasCleanlyShutDown;
    }

    /** Writes the marker of a clean shutdown; everything else must be forced before. */
    public void markClean() throws IOException {
        try (var channel = FileChannel.open(cleanMarker(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            force.file(cleanMarker(), channel);
        }
        force.directory(path);
    }

    /** Releases the folder for the next process. */
    @Override
    public void close() {
        try {
            lock.release();
            lockChannel.close();
        } catch (IOException e) {
            throw new DataFolderException("The data folder " + path + " could not be released: " + reason(e) + ".", e);
        }
    }

    private Path cleanMarker() {
        return path.resolve(".clean");
    }

    private String readOrWriteMeta() throws IOException {
        var file = path.resolve("meta.properties");
        if (!Files.exists(file)) {
            return writeMeta(file);
        }
        var meta = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            meta.load(reader);
        }
        return checkedClusterId(file, meta);
    }

    private static String checkedClusterId(Path file, Properties meta) {
        var format = meta.getProperty("format", "");
        var clusterId = meta.getProperty("cluster.id", "");
        if (!format.matches("\\d{1,9}") || clusterId.isEmpty()) {
            throw new DataFolderException(
                    "The file " + file + " is damaged: it has no format and cluster.id; restore it from a backup.");
        }
        if (Integer.parseInt(format) > FORMAT) {
            throw new DataFolderException("The data folder " + file.getParent() + " was written in format " + format
                    + " by a newer version; this version knows formats up to " + FORMAT + ".");
        }
        return clusterId;
    }

    private String writeMeta(Path file) throws IOException {
        var clusterId = Uuid.randomUuid().toString();
        var content = "format=" + FORMAT + "\ncluster.id=" + clusterId + "\n";
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, content.getBytes(StandardCharsets.UTF_8));
        try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            force.file(file, channel);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        return clusterId;
    }
}
