package io.leat.runtime;

import java.util.List;
import java.util.Optional;

/**
 * A plugin of {@code plugin.path}: a folder or a jar.
 *
 * @param name of the folder or jar, without the path
 * @param problem why nothing of it, or not all of it, can be used
 * @param plugins the classes found in it that can be made
 */
public record InstalledFolder(String name, State state, Optional<String> problem, List<PluginInfo> plugins) {

    public InstalledFolder {
        plugins = List.copyOf(plugins);
    }

    /** How it stands. */
    public enum State {
        /** Its classes can be used. */
        LOADED,
        /** It is new or has changed, and may still be changing: another look follows. */
        SETTLING,
        /** It cannot be read. */
        BROKEN,
        /** It is gone from the disk; connectors that have it already go on with it until they are restarted. */
        REMOVED
    }
}
