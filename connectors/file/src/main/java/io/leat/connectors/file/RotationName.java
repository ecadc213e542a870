package io.leat.connectors.file;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file name without what log rotation adds to it: {@code app.log.2.gz}, {@code app.log-20261123},
 * {@code app-2026-11-23.log.zst} and {@code app.1.log} are all rotations of {@code app.log}.
 *
 * @param live the name that the writer uses
 * @param rotated whether this name differs from it
 */
record RotationName(String live, boolean rotated) {
    private static final String DATE =
            "[-._](?:\\d{4}[-.]?\\d{2}[-.]?\\d{2}|\\d{2}[-.]\\d{2}[-.]\\d{4})(?:[-._T]?\\d+)*";
    private static final Pattern PACKED = Pattern.compile("\\.(?:gz|zst)$");
    private static final Pattern SUFFIX = Pattern.compile("(?:\\.\\d{1,6}|" + DATE + "|\\.old|\\.bak)$");
    private static final Pattern INFIX = Pattern.compile("(?:\\.\\d{1,6}|" + DATE + ")(?=\\.[A-Za-z]\\w*$)");

    static RotationName of(Path path) {
        var fileName = path.getFileName();
        var name = fileName == null ? path.toString() : fileName.toString();
        var live = PACKED.matcher(name).replaceFirst("");
        live = SUFFIX.matcher(live).replaceFirst("");
        live = INFIX.matcher(live).replaceFirst("");
        return live.isEmpty() ? new RotationName(name, false) : new RotationName(live, !live.equals(name));
    }

    /** Whether this name may be what rotation made of a file of that name. */
    boolean mayBeCopyOf(Path original) {
        return rotated && live.equals(of(original).live);
    }
}
