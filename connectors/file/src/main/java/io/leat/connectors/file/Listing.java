package io.leat.connectors.file;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the files that match the patterns, and the folders that were looked into. */
final class Listing {
    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    private final List<FileGlob> include;
    private final List<PathMatcher> exclude;

    Listing(List<String> include, List<String> exclude) {
        this.include = include.stream().map(FileGlob::parse).toList();
        this.exclude = exclude.stream().map(FileGlob::exclusion).toList();
    }

    /**
     * What a look found.
     *
     * @param files by path; one file may have several paths
     * @param folders with the time of the last change of their entries, taken before they were read
     */
    record Found(Map<Path, FileStat> files, Map<Path, Long> folders) {}

    Found look() throws IOException {
        var found = new Found(new HashMap<>(), new HashMap<>());
        for (var glob : include) {
            if (Files.isDirectory(glob.root())) {
                Files.walkFileTree(
                        glob.root(), EnumSet.of(FileVisitOption.FOLLOW_LINKS), glob.depth(), new Visitor(glob, found));
            } else {
                LOG.debug("{} is not there (yet)", glob.root());
            }
        }
        return found;
    }

    private boolean excluded(Path file) {
        return exclude.stream().anyMatch(matcher -> matcher.matches(file));
    }

    private final class Visitor extends SimpleFileVisitor<Path> {
        private final FileGlob glob;
        private final Found found;

        Visitor(FileGlob glob, Found found) {
            this.glob = glob;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            found.folders.put(folder, attributes.lastModifiedTime().toMillis());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && glob.matches(file) && !excluded(file)) {
                found.files.put(file, FileStat.of(file, attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        /** A file that has just been removed or may not be read: the others are still to be found. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            LOG.debug("cannot look at {}: {}", file, e.toString());
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @org.jspecify.annotations.Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
