package io.leat.connect.api;

import java.util.Objects;

/** The version of the jar that a plugin came in, from its manifest's {@code Implementation-Version}. */
final class JarVersion {

    private static final String UNKNOWN = "unknown";

    private JarVersion() {}

    static String of(Class<?> plugin) {
        return Objects.requireNonNullElse(plugin.getPackage().getImplementationVersion(), UNKNOWN);
    }
}
