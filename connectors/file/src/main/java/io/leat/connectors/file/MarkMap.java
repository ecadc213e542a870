package io.leat.connectors.file;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/**
 * A mark seen as a source offset. Every record carries one, but only the last of a batch is ever written down: so the
 * entries are made when they are asked for.
 */
final class MarkMap extends AbstractMap<String, Object> {
    private final Mark mark;

    MarkMap(Mark mark) {
        this.mark = mark;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return Map.<String, Object>of(
                        "position", mark.position(),
                        "line", mark.line(),
                        "fingerprint", mark.fingerprint(),
                        "check", mark.check(),
                        "path", mark.path(),
                        "inode", mark.inode(),
                        "route", mark.route(),
                        "time", mark.time(),
                        "since", mark.since())
                .entrySet();
    }
}
