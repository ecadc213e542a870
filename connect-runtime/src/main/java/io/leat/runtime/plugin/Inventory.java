package io.leat.runtime.plugin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** All that is installed at one moment: what all plugins share, and the folders of {@code plugin.path}. */
final class Inventory {

    private final List<PluginClass> shared;
    private final List<PluginFolder> folders;
    private final PluginLookup declared;
    private final CompletableFuture<PluginLookup> complete;

    Inventory(List<PluginClass> shared, List<PluginFolder> folders) {
        this.shared = List.copyOf(shared);
        this.folders = List.copyOf(folders);
        var known = new ArrayList<>(shared);
        folders.forEach(folder -> known.addAll(folder.declared()));
        this.declared = new PluginLookup(known);
        var scans = folders.stream().map(PluginFolder::undeclared).toArray(CompletableFuture<?>[]::new);
        this.complete = CompletableFuture.allOf(scans).thenApply(scanned -> withScanned());
    }

    private PluginLookup withScanned() {
        var all = new ArrayList<>(declared.all());
        folders.forEach(folder -> all.addAll(folder.undeclared().join()));
        return new PluginLookup(all);
    }

    List<PluginClass> shared() {
        return shared;
    }

    List<PluginFolder> folders() {
        return folders;
    }

    /** What service files name: known at once. */
    PluginLookup declared() {
        return declared;
    }

    /** Everything; waits for scans under way. */
    PluginLookup complete() {
        return complete.join();
    }
}
