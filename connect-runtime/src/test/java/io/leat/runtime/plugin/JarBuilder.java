package io.leat.runtime.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Compiles a few lines of Java into a jar, as a plugin author would. */
public final class JarBuilder {

    private final Path work;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> services = new LinkedHashMap<>();

    public JarBuilder(Path work) {
        this.work = work;
    }

    public JarBuilder source(String className, String code) {
        sources.put(className, code);
        return this;
    }

    public JarBuilder service(Class<?> contract, String className) {
        services.merge(contract.getName(), className, (a, b) -> a + "\n" + b);
        return this;
    }

    public Path write(Path jar) {
        try {
            var src = Files.createTempDirectory(work, "src");
            var out = Files.createTempDirectory(work, "out");
            compile(src, out);
            Files.createDirectories(jar.getParent());
            pack(out, jar);
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path src, Path out) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("-proc:none", "-d", out.toString(), "-classpath", System.getProperty("java.class.path")));
        for (var source : sources.entrySet()) {
            var file = src.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalArgumentException("The plugin's source does not compile");
        }
    }

    private void pack(Path out, Path jar) throws IOException {
        try (var zip = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(out)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new JarEntry(out.relativize(file).toString()));
                zip.write(Files.readAllBytes(file));
            }
            for (var service : services.entrySet()) {
                zip.putNextEntry(new JarEntry("META-INF/services/" + service.getKey()));
                zip.write((service.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
