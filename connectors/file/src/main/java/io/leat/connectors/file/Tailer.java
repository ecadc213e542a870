package io.leat.connectors.file;

import com.github.luben.zstd.ZstdIOException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all files of a task in turns. Files that are rotations of one another are read one after the other, the oldest
 * first; apart from that every file gets a chunk per turn.
 */
final class Tailer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);
    private static final long RETRY_MILLIS = 1000;
    private static final long REACH_MILLIS = 500;
    private static final long DAMAGED_AFTER_MILLIS = 60_000;

    private final FileSourceSettings settings;
    private final Catalog catalog;
    private final ChunkReader reader;
    private final TailMetrics metrics;
    private final Set<TailedFile> open = new HashSet<>();
    private int turn;
    private long reachTold = Long.MIN_VALUE / 2;

    Tailer(FileSourceSettings settings, Catalog catalog, ChunkReader reader, TailMetrics metrics) {
        this.settings = settings;
        this.catalog = catalog;
        this.reader = reader;
        this.metrics = metrics;
    }

    /** Adds to the batch what can be read now. */
    void collect(Batch batch) {
        var now = batch.time();
        catalog.refresh(now);
        var progress = true;
        while (progress && !batch.full()) {
            progress = round(batch, now);
        }
        metrics.read(batch.records().size(), batch.bytes());
        tellReach(now);
        metrics.files(catalog.reading(), catalog.waiting(), open.size());
    }

    /** Now and then: there may be thousands of files. */
    private void tellReach(long now) {
        if (now - reachTold >= REACH_MILLIS || now < reachTold) {
            reachTold = now;
            metrics.reached(catalog.groups().stream()
                    .flatMap(List::stream)
                    .map(TailedFile::reach)
                    .toList());
        }
    }

    private boolean round(Batch batch, long now) {
        var groups = catalog.groups();
        var progress = false;
        for (var i = 0; i < groups.size() && !batch.full(); i++) {
            turn = (turn + 1) % groups.size();
            progress |= readGroup(groups.get(turn), batch, now);
        }
        return progress;
    }

    /** A younger file's turn comes when nothing is left to read in the older ones. */
    private boolean readGroup(List<TailedFile> group, Batch batch, long now) {
        var progress = false;
        for (var file : group) {
            var outcome = look(file, batch, now);
            progress |= outcome != Look.NOTHING;
            if (outcome == Look.MORE || batch.full()) {
                break;
            }
        }
        return progress;
    }

    private enum Look {
        NOTHING,
        SOME,
        MORE
    }

    private Look look(TailedFile file, Batch batch, long now) {
        if (!file.readable(now)) {
            return Look.NOTHING;
        }
        try {
            if (file.hasNews()) {
                // whatever it was before: it is growing
                return read(file, batch, Ending.OPEN);
            }
            if (!file.pending() && !file.gone()) {
                return Look.NOTHING;
            }
            var ending = ending(file, now);
            if (file.pending() && ending.compareTo(file.lastEnding()) > 0) {
                return read(file, batch, ending);
            }
            if (file.gone() && ending == Ending.FINAL) {
                end(file, file.path() + " is gone and was read to its end");
            }
            return Look.NOTHING;
        } catch (IOException e) {
            failed(file, e, now);
            return Look.NOTHING;
        } finally {
            closeIfTooMany(file);
        }
    }

    private Look read(TailedFile file, Batch batch, Ending ending) throws IOException {
        return switch (reader.read(file, batch, ending)) {
            case MORE -> Look.MORE;
            case AT_END -> Look.SOME;
            case REPLACED -> {
                metrics.cutFile();
                var unread = file.seen() > file.mark().position() ? ", maybe before it was read to its end" : "";
                end(
                        file,
                        file.path() + " was cut or written anew after byte "
                                + file.mark().position() + unread);
                yield Look.SOME;
            }
        };
    }

    private Ending ending(TailedFile file, long now) {
        if (file.settledFor(now) >= settings.rotateWait().toMillis()) {
            return Ending.FINAL;
        }
        return file.idleFor(now) >= settings.multiline().timeout().toMillis() ? Ending.QUIET : Ending.OPEN;
    }

    private void end(TailedFile file, String message) {
        LOG.info("{}", message);
        file.close();
        catalog.ended(file);
    }

    private void failed(TailedFile file, IOException e, long now) {
        catalog.lookSoon();
        if (file.gone()) {
            end(file, file.path() + " is gone: " + e);
        } else if (isDamage(e) && now - file.modified() > DAMAGED_AFTER_MILLIS) {
            LOG.error(
                    "{} is damaged; nothing is read of it behind byte {}: {}",
                    file.path(),
                    file.mark().position(),
                    e.toString());
            file.metEnd(file.mark().position(), Ending.FINAL, now);
            file.close();
        } else {
            file.failed(e, now + RETRY_MILLIS);
        }
    }

    /** What a compressed file's content is at fault for: not that it cannot be opened, or was renamed meanwhile. */
    private static boolean isDamage(IOException e) {
        return e instanceof EOFException || e instanceof ZipException || e instanceof ZstdIOException;
    }

    /** Keeps within the limit by closing the file just read: it is opened again when it has news. */
    private void closeIfTooMany(TailedFile file) {
        if (file.isOpen()
                && file.closable()
                && (file.packing() != Packing.NONE || open.size() > settings.maxOpenFiles())) {
            file.close();
        }
        if (file.isOpen()) {
            open.add(file);
        } else {
            open.remove(file);
        }
    }

    @Override
    public void close() {
        catalog.close();
    }
}
