package io.leat.runtime.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A plugin as it lies on disk: a folder with its jars, a single jar, or a folder of class files.
 *
 * @param root the folder or jar
 * @param files the class path, in alphabetical order: jars, or the root itself where it holds class files
 */
record PluginLocation(Path root, List<Path> files) {

    PluginLocation {
        files = List.copyOf(files);
    }

    String name() {
        return root.getFileName().toString();
    }

    URL[] urls() {
        return files.stream().map(PluginLocation::url).toArray(URL[]::new);
    }

    /** Changes when a file of this plugin is added, removed or replaced. */
    String fingerprint() throws IOException {
        var text = new StringBuilder(root.toString());
        for (var file : files) {
            text.append('\n').append(file);
            text.append(' ').append(Files.size(file));
            text.append(' ').append(Files.getLastModifiedTime(file).toMillis());
        }
        return HexFormat.of().formatHex(sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** As {@link #fingerprint}, or one that no other look gives while the files cannot be looked at. */
    String fingerprintNow() {
        try {
            return fingerprint();
        } catch (IOException e) {
            return "unreadable at " + System.nanoTime();
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException("A file of the plugin path has no URL: " + file, e);
        }
    }
}
