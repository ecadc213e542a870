package io.leat.connectors.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What the file system said of a file at one look.
 *
 * @param key device and inode where the file system has them, else the path: it survives a rename, not a copy
 * @param size in bytes
 * @param modified epoch milliseconds of the last change of the content
 */
record FileStat(String key, long size, long modified) {

    static FileStat of(Path path) throws IOException {
        return of(path, Files.readAttributes(path, BasicFileAttributes.class));
    }

    static FileStat of(Path path, BasicFileAttributes attributes) {
        var key = attributes.fileKey();
        return new FileStat(
                key == null ? path.toString() : key.toString(),
                attributes.size(),
                attributes.lastModifiedTime().toMillis());
    }
}
