package io.leat.distribution.scripted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * The plugins of this package as a plugin folder of a Leat in another process: files tell them what to do, and files tell
 * what they did.
 */
public final class ScriptedPlugins {

    private static final List<Class<?>> CLASSES = List.of(
            Gate.class,
            LineSource.class,
            LineSource.LineTask.class,
            RecordedSink.class,
            RecordedSink.RecordedTask.class,
            Suffix.class);

    private static final Map<Class<?>, Class<?>> SERVICES = Map.of(
            SourceConnector.class, LineSource.class,
            SinkConnector.class, RecordedSink.class,
            Transformation.class, Suffix.class);

    private ScriptedPlugins() {}

    /** @return a value for {@code plugin.path} */
    public static Path install(Path folder) {
        var jar = folder.resolve("plugins/scripted/scripted.jar");
        try {
            Files.createDirectories(jar.getParent());
            try (var zip = new JarOutputStream(Files.newOutputStream(jar))) {
                for (var type : CLASSES) {
                    add(zip, type);
                }
                for (var service : SERVICES.entrySet()) {
                    zip.putNextEntry(
                            new JarEntry("META-INF/services/" + service.getKey().getName()));
                    zip.write(service.getValue().getName().getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder.resolve("plugins");
    }

    private static void add(JarOutputStream zip, Class<?> type) throws IOException {
        var name = type.getName().replace('.', '/') + ".class";
        zip.putNextEntry(new JarEntry(name));
        try (var code = type.getClassLoader().getResourceAsStream(name)) {
            if (code == null) {
                throw new IllegalStateException("There is no " + name);
            }
            code.transferTo(zip);
        }
    }
}
