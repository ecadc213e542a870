package io.leat.connectors.file;

import io.leat.connect.api.fault.ConfigFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import org.apache.kafka.common.TopicPartition;

/** The file in which a {@link JournalState} is kept; written as a whole under another name, then renamed. */
final class Journal {
    private final Path path;
    private final boolean force;

    /** @param force whether it has to survive a power failure */
    Journal(Path path, boolean force) {
        this.path = path;
        this.force = force;
    }

    /** @throws ConfigFault if there is one that cannot be read: going on without it could repeat or lose records */
    JournalState read() throws IOException {
        if (!Files.exists(path)) {
            return JournalState.empty();
        }
        try {
            return JournalText.read(Files.readString(path));
        } catch (IllegalArgumentException e) {
            throw new ConfigFault(
                    "The sink's journal " + path + " cannot be used: " + e.getMessage()
                            + ". Remove it to go on without it; records since the last commit may then be written again",
                    e);
        }
    }

    void write(JournalState state) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        var next = path.resolveSibling(path.getFileName() + ".next");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var text = ByteBuffer.wrap(JournalText.write(state).getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
            if (force) {
                channel.force(true);
            }
        }
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        if (force) {
            forceFolder(path);
        }
    }

    /** Forgets partitions; does nothing where there is no journal. */
    void forget(Collection<TopicPartition> partitions) throws IOException {
        if (Files.exists(path)) {
            var state = read();
            var next = new HashMap<>(state.next());
            var restarts = new HashMap<>(state.restarts());
            next.keySet().removeAll(partitions);
            restarts.keySet().removeAll(partitions);
            write(new JournalState(next, restarts, state.lengths(), state.publishing()));
        }
    }

    /** Makes a file's name as durable as its content. */
    static void forceFolder(Path file) throws IOException {
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
