package io.leat.connectors.file;

import io.leat.connect.api.fault.RecordFault;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the next stretch of a file and makes records of the events in it. Nothing of a file is kept between two reads:
 * what was not finished is read again, together with a few bytes before it that prove that the file is still the same.
 *
 * <pre>
 *   file   ...........[overlap][  new bytes        ]
 *                              ^ mark's position
 *   buffer            [overlap][event][event][even ]
 * </pre>
 */
final class ChunkReader {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkReader.class);
    private static final int CHUNK = 256 * 1024;

    private final LineScanner lines;
    private final EventScanner scanner;
    private final Records records;
    private final Fingerprints fingerprints = new Fingerprints();
    private final Recognition recognition = new Recognition(fingerprints, false);
    private final TailMetrics metrics;
    private final byte[] buffer;

    ChunkReader(LineScanner lines, EventScanner scanner, Records records, TailMetrics metrics) {
        this.lines = lines;
        this.scanner = scanner;
        this.metrics = metrics;
        this.records = records;
        buffer = new byte[Math.max(CHUNK, Fingerprints.HEAD + scanner.window())];
    }

    /** How a read ended. */
    enum Outcome {
        /** There is more to read. */
        MORE,
        /** All whole events were read; what may be left waits for its end. */
        AT_END,
        /** The file does not hold any more what was read of it: it was cut, or written anew. */
        REPLACED
    }

    /**
     * Reads until the batch is full or a chunk is used up.
     *
     * @param ending what the end of the file means at present
     * @throws RecordFault at a line that is too long, where the settings say so
     */
    Outcome read(TailedFile file, Batch batch, Ending ending) throws IOException {
        var content = file.open();
        for (var size = CHUNK; ; size = buffer.length) {
            var position = file.mark().position();
            var overlap = Fingerprints.overlap(position);
            var length = content.read(position - overlap, buffer, size);
            if (!isStill(file, overlap, length)) {
                return Outcome.REPLACED;
            }
            var atEnd = length < size;
            var means = atEnd && content.finalEnd() ? Ending.FINAL : atEnd ? ending : Ending.OPEN;
            var used = emit(file, overlap, length, batch, means);
            if (atEnd && !batch.full()) {
                file.metEnd(position - overlap + length, means, batch.time());
                if (file.packing() != Packing.NONE && !content.finalEnd()) {
                    // the next read says what is wrong with it
                    file.leftBehind();
                }
                return Outcome.AT_END;
            }
            if (used > overlap || size == buffer.length) {
                file.leftBehind();
                return Outcome.MORE;
            }
        }
    }

    /**
     * Nothing proves yet what a file holds of which nothing was read: until then it goes by its first line, because its
     * inode may have passed to another file, maybe a compressed one.
     */
    private boolean isStill(TailedFile file, int overlap, int length) {
        return file.mark().position() == 0
                ? fingerprints.firstLine(buffer, length, lines) == file.route()
                : length >= overlap && recognition.fits(file.mark(), buffer, overlap);
    }

    /** Takes events while there is room for them; returns where the first one begins that was not taken. */
    private int emit(TailedFile file, int from, int to, Batch batch, Ending ending) {
        var at = from;
        while (!batch.full()) {
            var event = file.skipping() ? scanner.skip(buffer, at, to, ending) : scanner.next(buffer, at, to, ending);
            if (event == null || event.next() == at) {
                break;
            }
            take(file, event, at, batch);
            at = event.next();
        }
        return at;
    }

    private void take(TailedFile file, Event event, int from, Batch batch) {
        var mark = markAfter(file, event, from, batch.time());
        switch (event.kind()) {
            case WHOLE, PIECE -> {
                if (event.kind() == Event.Kind.PIECE && file.lastEvent() != Event.Kind.PIECE) {
                    metrics.longLine();
                    LOG.warn("{} is split", tooLong(file));
                }
                var size = event.end() - from;
                records.make(file, mark, buffer, from, event.end()).ifPresent(record -> batch.add(record, size));
            }
            case SKIPPED, SKIPPED_OPEN -> {
                if (!file.skipping()) {
                    metrics.longLine();
                    LOG.warn("{} is left out", tooLong(file));
                }
            }
            case REFUSED ->
                throw new RecordFault(
                        tooLong(file) + " stops this task; raise that limit, or set on.long.line to split or skip");
        }
        file.lastEvent(event.kind());
        file.lineage().advance(mark);
    }

    private Mark markAfter(TailedFile file, Event event, int from, long time) {
        var last = file.mark();
        var position = last.position() + event.next() - from;
        return new Mark(
                position,
                last.line() + event.lines(),
                last.position() >= Fingerprints.HEAD
                        ? last.fingerprint()
                        : fingerprints.head(buffer, (int) Math.min(position, Fingerprints.HEAD)),
                fingerprints.tail(buffer, event.next(), position),
                file.path().toString(),
                file.key(),
                file.route(),
                time,
                last.since());
    }

    private static String tooLong(TailedFile file) {
        var mark = file.mark();
        return "Line " + (mark.line() + 1) + " of " + file.path() + ", at byte " + mark.position()
                + ", is longer than max.line.bytes: it";
    }
}
