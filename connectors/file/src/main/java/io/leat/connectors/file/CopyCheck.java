package io.leat.connectors.file;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether a new file is a copy of one that is being read: what copy-truncate leaves before it truncates, or a
 * compressed file beside its original. Such a file must not be read as well; when its original is cut or removed, it goes
 * on where that one ended.
 *
 * <p>Two files that merely begin alike are both read: a copy also has a name that rotation gives (or is compressed), and
 * ends with the bytes that its original has at the same place.
 */
final class CopyCheck {
    private static final Logger LOG = LoggerFactory.getLogger(CopyCheck.class);
    private static final int STEP = 64 * 1024;

    private final Lineages lineages;
    private final Recognition recognition;
    private final Fingerprints fingerprints;

    CopyCheck(Lineages lineages, Recognition recognition, Fingerprints fingerprints) {
        this.lineages = lineages;
        this.recognition = recognition;
        this.fingerprints = fingerprints;
    }

    /** Why this file must wait, if it is a copy or that cannot be told at this moment. */
    Optional<Waiting> waits(Candidate file, Packing packing, Head head, Content content) throws IOException {
        var name = RotationName.of(file.path());
        for (var lineage : lineages.all()) {
            var holder = lineage.holder();
            if (holder != null && (packing != Packing.NONE || name.mayBeCopyOf(holder.path()))) {
                var waiting = compare(file, packing, head, content, holder);
                if (waiting.isPresent()) {
                    return waiting;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Waiting> compare(Candidate file, Packing packing, Head head, Content content, TailedFile holder) {
        var wasOpen = holder.isOpen();
        try {
            var original = holder.open();
            var same = head.beginsLike(new Head(original, fingerprints))
                    && endsWithin(original, content, end(file, packing, content));
            if (same) {
                return Optional.of(new Waiting(file, Waiting.Reason.COPY, holder));
            }
            // an original that was cut meanwhile says nothing about its copies
            return intact(original, holder.mark())
                    ? Optional.empty()
                    : Optional.of(new Waiting(file, Waiting.Reason.SETTLING));
        } catch (IOException e) {
            LOG.debug("cannot compare {} with {} now", file.path(), holder.path(), e);
            return Optional.of(new Waiting(file, Waiting.Reason.SETTLING));
        } finally {
            if (!wasOpen) {
                holder.close();
            }
        }
    }

    private boolean intact(Content original, Mark mark) throws IOException {
        var head = new Head(original, fingerprints);
        var length = mark.fingerprinted();
        return head.length() >= length
                && (mark.fingerprint().isEmpty() || head.fingerprint(length).equals(mark.fingerprint()))
                && recognition.endsAsMarked(mark, original);
    }

    /** Whether the original has the copy's last bytes at the same place. */
    private static boolean endsWithin(Content original, Content copy, long end) throws IOException {
        var length = (int) Math.min(Fingerprints.TAIL, end);
        var ours = new byte[length];
        var theirs = new byte[length];
        return copy.read(end - length, ours, length) == length
                && original.read(end - length, theirs, length) == length
                && Arrays.equals(ours, theirs);
    }

    private static long end(Candidate file, Packing packing, Content content) throws IOException {
        if (packing == Packing.NONE) {
            return file.stat().size();
        }
        var step = new byte[STEP];
        var end = 0L;
        for (var read = content.read(0, step, STEP); read > 0; read = content.read(end, step, STEP)) {
            end += read;
        }
        return end;
    }
}
