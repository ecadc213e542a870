package io.leat.runtime.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Finds the plugins of jars that have no service files, as those built for Kafka Connect before 3.6 have none: by the
 * class files' heads, following superclasses and interfaces through the plugin's jars up to a contract.
 */
final class ClassScan {

    private final ApiClassLoader api;
    private final Map<String, ClassFile> classes = new HashMap<>();
    private final Map<String, Set<PluginType>> typesByName = new HashMap<>();

    private ClassScan(ApiClassLoader api) {
        this.api = api;
    }

    /** @param all true to look through jars with service files too */
    static Set<FoundClass> scan(PluginLocation location, ApiClassLoader api, boolean all) throws IOException {
        return new ClassScan(api).scan(location, all);
    }

    private Set<FoundClass> scan(PluginLocation location, boolean all) throws IOException {
        var candidates = new LinkedHashSet<ClassFile>();
        for (var file : location.files()) {
            var content = JarContent.of(file);
            content.classes().forEach(c -> classes.putIfAbsent(c.name(), c));
            if (all || !content.declaresPlugins()) {
                candidates.addAll(content.classes());
            }
        }
        var found = new LinkedHashSet<FoundClass>();
        for (var candidate : candidates) {
            if (candidate.instantiable()) {
                types(candidate.name()).forEach(type -> found.add(new FoundClass(type, candidate.name())));
            }
        }
        return found;
    }

    private Set<PluginType> types(String name) {
        var known = typesByName.get(name);
        if (known != null) {
            return known;
        }
        typesByName.put(name, Set.of()); // a damaged jar may hold a class that is its own ancestor
        var types = new HashSet<PluginType>();
        var own = classes.get(name);
        if (own == null || ApiPackages.contains(name)) {
            types.addAll(typesOutside(name));
        } else {
            own.parents().forEach(parent -> types.addAll(types(parent)));
        }
        typesByName.put(name, types);
        return types;
    }

    private Set<PluginType> typesOutside(String name) {
        var types = new HashSet<PluginType>();
        try {
            var outside = Class.forName(name, false, api);
            for (var type : PluginType.values()) {
                if (type.contract().isAssignableFrom(outside)) {
                    types.add(type);
                }
            }
        } catch (ClassNotFoundException | LinkageError e) {
            return Set.of(); // an optional dependency that is not installed: no contract of ours lies behind it
        }
        return types;
    }

    private record JarContent(Set<ClassFile> classes, boolean declaresPlugins) {

        static JarContent of(Path file) throws IOException {
            var classes = new LinkedHashSet<ClassFile>();
            var services = new HashSet<String>();
            PluginFiles.visit(file, (path, content) -> {
                if (path.startsWith("META-INF/services/")) {
                    services.add(path.substring("META-INF/services/".length()));
                } else if (isClass(path)) {
                    try (var in = content.open()) {
                        classes.add(ClassFile.read(in));
                    }
                }
            });
            var declares = Set.of(PluginType.values()).stream()
                    .anyMatch(type -> services.contains(type.contract().getName()));
            return new JarContent(classes, declares);
        }

        private static boolean isClass(String path) {
            return path.endsWith(".class")
                    && !path.startsWith("META-INF/")
                    && !path.endsWith("module-info.class")
                    && !path.endsWith("package-info.class");
        }
    }
}
