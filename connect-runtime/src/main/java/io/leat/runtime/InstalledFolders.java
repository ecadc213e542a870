package io.leat.runtime;

import java.util.List;

/** The plugins of {@code plugin.path}, which may come and go while the worker runs. Safe for use from any thread. */
public interface InstalledFolders {

    List<InstalledFolder> list();

    /**
     * Looks at {@code plugin.path} now and takes what has changed for complete; restarts the connectors that use what was
     * replaced, or that have missed what is new.
     */
    Refreshed refresh();

    /**
     * Folders and jars by their names.
     *
     * @param restarted connectors
     */
    record Refreshed(List<String> added, List<String> replaced, List<String> removed, List<String> restarted) {

        public Refreshed {
            added = List.copyOf(added);
            replaced = List.copyOf(replaced);
            removed = List.copyOf(removed);
            restarted = List.copyOf(restarted);
        }
    }
}
