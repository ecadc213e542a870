package io.leat.connectors.file;

import java.io.IOException;

/** Tells whether a file is the one that a mark was made of. */
final class Recognition {
    private static final long GZIP_SIZE_MODULUS = 1L << 32;

    private final Fingerprints fingerprints;
    private final boolean byInode;
    private final byte[] tail = new byte[Fingerprints.TAIL];

    /** @param byInode only a file with the mark's device and inode can be the one */
    Recognition(Fingerprints fingerprints, boolean byInode) {
        this.fingerprints = fingerprints;
        this.byInode = byInode;
    }

    boolean fits(Mark mark, Candidate file, Head head, Packing packing, Content content) throws IOException {
        if (byInode && !mark.inode().equals(file.stat().key())) {
            return false;
        }
        return beginsAsMarked(mark, file, head) && (readToEnd(mark, file, packing) || endsAsMarked(mark, content));
    }

    private static boolean beginsAsMarked(Mark mark, Candidate file, Head head) {
        if (mark.fingerprint().isEmpty()) {
            return mark.namesPlaceOf(file);
        }
        var length = mark.fingerprinted();
        return head.length() >= length && head.fingerprint(length).equals(mark.fingerprint());
    }

    /** A gzip file whose size is the mark's position need not be unpacked to see that it ends there. */
    private static boolean readToEnd(Mark mark, Candidate file, Packing packing) throws IOException {
        var size = packing.hintedSize(file.path());
        return size.isPresent() && size.getAsLong() == mark.position() % GZIP_SIZE_MODULUS;
    }

    /** Whether the content reaches the mark's position and has the bytes before it that the mark was made of. */
    boolean endsAsMarked(Mark mark, Content content) throws IOException {
        if (mark.position() <= Fingerprints.HEAD) {
            return true;
        }
        var read = content.read(mark.position() - tail.length, tail, tail.length);
        return read == tail.length && fits(mark, tail, read);
    }

    /** The same for bytes in a buffer, of which {@code overlap} ones end at the mark's position. */
    boolean fits(Mark mark, byte[] buffer, int overlap) {
        if (mark.position() <= Fingerprints.HEAD) {
            return mark.fingerprint().isEmpty()
                    || fingerprints.head(buffer, overlap).equals(mark.fingerprint());
        }
        return mark.check() == 0 || fingerprints.tail(buffer, overlap, mark.position()) == mark.check();
    }
}
