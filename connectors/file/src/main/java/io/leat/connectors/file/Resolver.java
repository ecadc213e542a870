package io.leat.connectors.file;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what a file is that was not seen before: one read in part under another name, a copy, or a new one. */
final class Resolver {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
    private static final long SETTLE_MILLIS = 1000;

    private final FileSourceSettings settings;
    private final LineScanner lines;
    private final Lineages lineages;
    private final Routing routing;
    private final Fingerprints fingerprints;
    private final Recognition recognition;
    private final CopyCheck copies;

    Resolver(FileSourceSettings settings, LineScanner lines, Lineages lineages, Routing routing) {
        this.settings = settings;
        this.lines = lines;
        this.lineages = lineages;
        this.routing = routing;
        fingerprints = new Fingerprints();
        recognition = new Recognition(fingerprints, byInode());
        copies = new CopyCheck(lineages, recognition, fingerprints);
    }

    /** What a file turned out to be. */
    sealed interface Answer {
        /** It is to be read, from its lineage's mark on. */
        record Read(TailedFile file) implements Answer {}

        /** It is not to be read now. */
        record Wait(Waiting waiting) implements Answer {}
    }

    /** @param first whether this is the connector's first look ever */
    Answer resolve(Candidate file, long now, boolean first) throws IOException {
        var auto = settings.compression() == FileSourceSettings.Compression.AUTO;
        var packing = auto ? Packing.of(file.path()) : Packing.NONE;
        if (packing != Packing.NONE && now - file.stat().modified() < SETTLE_MILLIS) {
            return wait(file, Waiting.Reason.SETTLING);
        }
        try (var content = packing.open(file.path())) {
            if (!FileStat.of(file.path()).key().equals(file.stat().key())) {
                return wait(file, Waiting.Reason.SETTLING);
            }
            return resolve(file, packing, content, now, first);
        }
    }

    private Answer resolve(Candidate file, Packing packing, Content content, long now, boolean first)
            throws IOException {
        var head = new Head(content, fingerprints);
        if (!hasFirstLine(file, head, content, now)) {
            return wait(file, Waiting.Reason.UNFINISHED);
        }
        var route = head.route(lines);
        if (!routing.owns(route)) {
            return wait(file, Waiting.Reason.OF_ANOTHER_TASK);
        }
        var known = known(file, packing, head, content);
        if (known.isPresent()) {
            return goOn(file, packing, known.get(), head, route);
        }
        var waits = byInode() ? Optional.<Waiting>empty() : copies.waits(file, packing, head, content);
        return waits.isPresent()
                ? new Answer.Wait(waits.get())
                : begin(file, packing, head, content, route, now, first);
    }

    private boolean hasFirstLine(Candidate file, Head head, Content content, long now) {
        if (head.length() == 0) {
            return false;
        }
        var ended = content.finalEnd()
                || (RotationName.of(file.path()).rotated()
                        && now - file.stat().modified() >= settings.rotateWait().toMillis());
        return ended || head.full() || head.hasLine(lines);
    }

    private Optional<Lineage> known(Candidate file, Packing packing, Head head, Content content) throws IOException {
        for (var lineage : lineages.continuableBy(file)) {
            if (recognition.fits(lineage.mark(), file, head, packing, content)) {
                return Optional.of(lineage);
            }
        }
        return Optional.empty();
    }

    private Answer goOn(Candidate file, Packing packing, Lineage lineage, Head head, int route) {
        lineage.advance(lineage.mark().confirmedBy(head));
        LOG.info(
                "{} goes on at byte {}, as {} left it",
                file.path(),
                lineage.mark().position(),
                lineage.mark().path());
        return new Answer.Read(new TailedFile(file, packing, lineage, route));
    }

    private Answer begin(
            Candidate file, Packing packing, Head head, Content content, int route, long now, boolean first)
            throws IOException {
        var wasThere = first || file.stat().modified() <= lineages.since();
        var atEnd = wasThere && settings.readFrom() == FileSourceSettings.ReadFrom.END;
        var tooOld = settings.ignoreOlder()
                .filter(age -> now - file.stat().modified() > age.toMillis())
                .isPresent();
        if (tooOld || (atEnd && packing != Packing.NONE)) {
            return wait(file, Waiting.Reason.LEFT_OUT);
        }
        var start = Mark.start(file.path().toString(), file.stat().key(), route, now, lineages.since());
        var lineage = lineages.begin(start);
        if (atEnd) {
            lineage.advance(new LastLine(lines, fingerprints)
                    .after(start, head, content, file.stat().size()));
        }
        LOG.info("{} is new, read from byte {}", file.path(), lineage.mark().position());
        return new Answer.Read(new TailedFile(file, packing, lineage, route));
    }

    private boolean byInode() {
        return settings.fingerprintStrategy() == FileSourceSettings.FingerprintStrategy.DEVICE_AND_INODE;
    }

    private static Answer wait(Candidate file, Waiting.Reason reason) {
        return new Answer.Wait(new Waiting(file, reason));
    }
}
