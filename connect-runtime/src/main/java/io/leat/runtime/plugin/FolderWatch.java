package io.leat.runtime.plugin;

import io.leat.runtime.InstalledFolder;
import io.leat.runtime.plugin.FolderChanges.Step;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Follows the folders of {@code plugin.path} from one inventory to the next. Used by one thread at a time. */
final class FolderWatch {

    private final PluginSearch search;
    private final Set<PluginClassLoader> inUseByWorker = new HashSet<>();
    private final List<PluginFolder> replaced = new ArrayList<>();
    private final Set<String> removed = new HashSet<>();
    private Map<Path, String> before = Map.of();
    private Set<String> settling = Set.of();

    FolderWatch(PluginSearch search) {
        this.search = search;
    }

    /** The inventory after this one, with what it differs in. */
    record Next(Inventory inventory, PluginFolders.Change change) {}

    /** An instance that the worker itself has, and keeps when its plugin is replaced. */
    void usedByWorker(ClassLoader loader) {
        if (loader instanceof PluginClassLoader plugin) {
            inUseByWorker.add(plugin);
        }
    }

    Next look(Inventory current, boolean atOnce) {
        var locations = new LinkedHashMap<Path, PluginLocation>();
        search.locations().forEach(location -> locations.put(location.root(), location));
        var now = fingerprints(locations);
        var opened = new LinkedHashMap<Path, PluginFolder>();
        current.folders().forEach(folder -> opened.put(folder.location().root(), folder));
        var steps = FolderChanges.decide(fingerprintsOf(opened), before, now, atOnce);
        before = now;
        settling = names(steps, Step.WAIT);
        removed.addAll(names(steps, Step.REMOVE));
        removed.removeAll(names(steps, Step.OPEN));
        return new Next(
                apply(current, steps, opened, locations, now),
                new PluginFolders.Change(
                        List.copyOf(names(steps, Step.OPEN)),
                        List.copyOf(names(steps, Step.REPLACE)),
                        List.copyOf(names(steps, Step.REMOVE))));
    }

    private Inventory apply(
            Inventory current,
            Map<Path, Step> steps,
            Map<Path, PluginFolder> opened,
            Map<Path, PluginLocation> locations,
            Map<Path, String> now) {
        if (steps.values().stream().allMatch(step -> step == Step.KEEP || step == Step.WAIT)) {
            return current;
        }
        var folders = new ArrayList<PluginFolder>();
        steps.forEach((path, step) -> {
            var old = Optional.ofNullable(opened.get(path));
            switch (step) {
                case KEEP, WAIT -> old.ifPresent(folders::add);
                case OPEN, REPLACE -> {
                    folders.add(search.openAndScan(
                            Objects.requireNonNull(locations.get(path)), Objects.requireNonNull(now.get(path))));
                    old.ifPresent(replaced::add);
                }
                case REMOVE -> {} // its users keep it; the garbage collector takes it after the last of them
            }
        });
        return new Inventory(current.shared(), folders);
    }

    private static Set<String> names(Map<Path, Step> steps, Step step) {
        return steps.entrySet().stream()
                .filter(entry -> entry.getValue() == step)
                .map(entry -> entry.getKey().getFileName().toString())
                .collect(Collectors.toSet());
    }

    private static Map<Path, String> fingerprintsOf(Map<Path, PluginFolder> opened) {
        return opened.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().fingerprint()));
    }

    private static Map<Path, String> fingerprints(Map<Path, PluginLocation> locations) {
        var fingerprints = new LinkedHashMap<Path, String>();
        locations.forEach((path, location) -> fingerprints.put(path, location.fingerprintNow()));
        return fingerprints;
    }

    /** New and gone folders, which no inventory holds. */
    List<InstalledFolder> others(Inventory inventory) {
        var known = inventory.folders().stream().map(PluginFolder::name).collect(Collectors.toSet());
        var others = new ArrayList<InstalledFolder>();
        settling.stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> others.add(
                        new InstalledFolder(name, InstalledFolder.State.SETTLING, Optional.empty(), List.of())));
        removed.stream()
                .sorted()
                .forEach(name -> others.add(
                        new InstalledFolder(name, InstalledFolder.State.REMOVED, Optional.empty(), List.of())));
        return others;
    }

    boolean isSettling(PluginFolder folder) {
        return settling.contains(folder.name());
    }

    void closeReplaced() {
        replaced.stream()
                .map(PluginFolder::loader)
                .filter(loader -> !inUseByWorker.contains(loader))
                .forEach(PluginSearch::close);
        replaced.clear();
    }
}
