package io.leat.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;

/** Walks the files of a jar or of a folder of classes alike. */
final class PluginFiles {

    private PluginFiles() {}

    /** Called once per file with its path within the jar or folder, with forward slashes. */
    @FunctionalInterface
    interface Visitor {
        void file(String path, Content content) throws IOException;
    }

    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    static void visit(Path source, Visitor visitor) throws IOException {
        if (Files.isDirectory(source)) {
            visitFolder(source, visitor);
        } else {
            visitJar(source, visitor);
        }
    }

    /** Visits these files, as far as they exist, without a look at the others: a jar may have thousands. */
    static void visit(Path source, List<String> paths, Visitor visitor) throws IOException {
        if (Files.isDirectory(source)) {
            for (var path : paths) {
                var file = source.resolve(path);
                if (Files.isRegularFile(file)) {
                    visitor.file(path, () -> Files.newInputStream(file));
                }
            }
        } else {
            try (var zip = new ZipFile(source.toFile())) {
                for (var path : paths) {
                    var entry = zip.getEntry(path);
                    if (entry != null) {
                        visitor.file(path, () -> zip.getInputStream(entry));
                    }
                }
            }
        }
    }

    private static void visitJar(Path jar, Visitor visitor) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                var entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    visitor.file(entry.getName(), () -> zip.getInputStream(entry));
                }
            }
        }
    }

    private static void visitFolder(Path folder, Visitor visitor) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var path = folder.relativize(file).toString().replace('\\', '/');
                visitor.file(path, () -> Files.newInputStream(file));
            }
        }
    }
}
