package io.leat.connectors.file;

import java.io.IOException;
import java.nio.file.Path;

/** Compares a mark that a user gives with the file that it names. */
final class MarkCheck {
    private final Fingerprints fingerprints = new Fingerprints();

    /** False where the file is there and does not fit; a file that cannot be read says nothing. */
    boolean holds(Mark mark) {
        var path = Path.of(mark.path());
        try {
            var file = new Candidate(path, FileStat.of(path));
            var packing = Packing.of(path);
            try (var content = packing.open(path)) {
                var head = new Head(content, fingerprints);
                return head.length() >= mark.fingerprinted()
                        && new Recognition(fingerprints, false).fits(mark, file, head, packing, content);
            }
        } catch (IOException e) {
            return true;
        }
    }
}
