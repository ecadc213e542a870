package io.leat.connectors.file;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which files a path or glob names, and where to look for them.
 *
 * @param root the folder in which the search begins
 * @param depth how many levels below it can hold files that match
 */
record FileGlob(Path root, int depth, PathMatcher matcher, boolean literal) {
    private static final Pattern BETWEEN = Pattern.compile(",(?![^{]*})(?![^\\[]*])");
    private static final Pattern META = Pattern.compile("[*?\\[{\\\\]");

    /** The globs of a list: commas part them, but not those within braces or brackets. */
    static List<String> list(String text) {
        return Arrays.stream(BETWEEN.split(text))
                .map(String::trim)
                .filter(glob -> !glob.isEmpty())
                .toList();
    }

    /** @throws IllegalArgumentException if it cannot be a glob */
    static FileGlob parse(String text) {
        var glob = text.startsWith("/") ? text : Path.of("").toAbsolutePath() + "/" + text;
        if (!META.matcher(glob).find()) {
            var file = Path.of(glob).normalize();
            return new FileGlob(folderOf(file), 1, file::equals, true);
        }
        var root = literalPart(glob);
        var rest = glob.substring(root.length());
        var depth = rest.contains("**")
                ? Integer.MAX_VALUE
                : (int) rest.chars().filter(c -> c == '/').count();
        var folder = Path.of(root.isEmpty() ? "/" : root).normalize();
        // Found files have no . and .. in their paths, so what they are compared with must have none either.
        var normal = (folder.getParent() == null ? "" : folder.toString()) + rest;
        return new FileGlob(folder, Math.max(1, depth), compile(normal), false);
    }

    /** For an exclusion: a glob without a slash goes by the file's name. */
    static PathMatcher exclusion(String text) {
        if (text.indexOf('/') >= 0) {
            return parse(text).matcher;
        }
        var byName = compile(text);
        return path -> path.getFileName() != null && byName.matches(path.getFileName());
    }

    boolean matches(Path file) {
        return matcher.matches(file);
    }

    /** The folders before the first part that holds a wildcard. */
    private static String literalPart(String glob) {
        var meta = META.matcher(glob);
        return meta.find() ? glob.substring(0, Math.max(0, glob.lastIndexOf('/', meta.start()))) : glob;
    }

    private static Path folderOf(Path file) {
        var folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException(
                    "'" + file + "' is a folder; name the files in it, such as /var/log/*.log");
        }
        return folder;
    }

    private static PathMatcher compile(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + glob + "' is not a glob: " + e.getDescription() + " at character " + (e.getIndex() + 1));
        }
    }
}
