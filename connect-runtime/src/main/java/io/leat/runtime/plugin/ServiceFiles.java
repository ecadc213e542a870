package io.leat.runtime.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Reads the files {@code META-INF/services/<contract>} in which plugins name their classes. */
final class ServiceFiles {

    private static final String FOLDER = "META-INF/services/";

    private ServiceFiles() {}

    /** What a plugin's jars declare; a jar that cannot be opened is an error of the whole plugin. */
    static Set<FoundClass> read(PluginLocation location) throws IOException {
        var types = new LinkedHashMap<String, PluginType>();
        for (var type : PluginType.values()) {
            types.put(FOLDER + type.contract().getName(), type);
        }
        var found = new LinkedHashSet<FoundClass>();
        for (var file : location.files()) {
            PluginFiles.visit(
                    file,
                    List.copyOf(types.keySet()),
                    (path, content) -> names(content.open())
                            .forEach(name -> found.add(new FoundClass(Objects.requireNonNull(types.get(path)), name))));
        }
        return found;
    }

    /** Class names, one a line, without comments; closes the stream. */
    static Set<String> names(InputStream in) throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var names = new LinkedHashSet<String>();
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                var comment = line.indexOf('#');
                var name = (comment < 0 ? line : line.substring(0, comment)).trim();
                if (!name.isEmpty()) {
                    names.add(name);
                }
            }
            return names;
        }
    }
}
