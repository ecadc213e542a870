package io.leat.connectors.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings files back to what their journal says: what is certain stays, what is behind is cut off. */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    static void apply(JournalState state) throws IOException {
        for (var move : state.publishing().entrySet()) {
            publish(move.getKey(), move.getValue());
        }
        for (var file : state.lengths().entrySet()) {
            cut(file.getKey(), file.getValue());
            publish(file.getKey(), FileNames.targetOf(file.getKey()));
        }
    }

    /** Gives a complete file its final name, unless it has it already. */
    static void publish(Path from, Path to) throws IOException {
        if (!from.equals(to) && Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static void cut(Path path, long length) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        var size = Files.size(path);
        if (length == 0) {
            Files.delete(path);
        } else if (size > length) {
            LOG.info("{} is cut from {} to {} bytes: what was behind will be delivered again", path, size, length);
            try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(length);
            }
        } else if (size < length) {
            LOG.warn("{} has {} bytes, but {} were written to it: someone else cut it", path, size, length);
        }
    }
}
