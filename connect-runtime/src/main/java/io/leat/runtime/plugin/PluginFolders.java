package io.leat.runtime.plugin;

import io.leat.runtime.InstalledFolder;
import java.util.List;

/** The plugins of {@code plugin.path} as folders that come, change and go. Safe for use from any thread. */
public interface PluginFolders {

    /** Of plugins that never change. */
    PluginFolders NONE = new PluginFolders() {
        @Override
        public Change refresh(boolean atOnce, Runnable beforeChange) {
            return new Change(List.of(), List.of(), List.of());
        }

        @Override
        public List<InstalledFolder> list() {
            return List.of();
        }

        @Override
        public void closeReplaced() {}
    };

    /**
     * Looks again. What has changed is from now on found by name; who already uses a plugin keeps what it has.
     *
     * @param atOnce false to leave alone what has changed since the last look, because it may still be changing
     * @param beforeChange run if there is a change, before it takes effect
     */
    Change refresh(boolean atOnce, Runnable beforeChange);

    /** In the order in which they were found. */
    List<InstalledFolder> list();

    /** Closes the jars of plugins that were replaced: nothing may use them any more. */
    void closeReplaced();

    /** The folders and jars, by their names, that were opened, opened anew and dropped. */
    record Change(List<String> added, List<String> replaced, List<String> removed) {

        public Change {
            added = List.copyOf(added);
            replaced = List.copyOf(replaced);
            removed = List.copyOf(removed);
        }

        public boolean isEmpty() {
            return added.isEmpty() && replaced.isEmpty() && removed.isEmpty();
        }
    }
}
