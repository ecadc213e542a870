package io.leat.runtime.plugin;

import io.leat.runtime.RequestException;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the class that a configuration means by a name. */
record PluginLookup(List<PluginClass> all) {

    private static final Set<PluginType> CONNECTORS = EnumSet.of(PluginType.SOURCE, PluginType.SINK);

    PluginLookup {
        all = List.copyOf(all);
    }

    boolean has(Set<PluginType> kinds, String name) {
        return all.stream().anyMatch(p -> kinds.contains(p.type()) && PluginNames.matches(p, name));
    }

    /** The first by this full name. */
    Optional<PluginClass> named(PluginType type, String className) {
        return all.stream()
                .filter(p -> p.type() == type && p.className().equals(className))
                .findFirst();
    }

    /** Connectors first; among them, source and sink are one space of names. */
    Optional<PluginType> typeOf(String name) {
        if (has(CONNECTORS, name)) {
            return Optional.of(find(CONNECTORS, name, VersionRange.LATEST).type());
        }
        return List.of(PluginType.values()).stream()
                .filter(type -> has(EnumSet.of(type), name))
                .findFirst();
    }

    PluginClass find(Set<PluginType> kinds, String name, VersionRange version) {
        var candidates = candidates(kinds, name);
        if (candidates.isEmpty()) {
            throw unknown(kinds, name);
        }
        var classes = candidates.stream().map(PluginClass::className).collect(Collectors.toSet());
        if (classes.size() > 1) {
            throw new RequestException.Invalid("More than one plugin goes by the name " + name
                    + "; use the full name of one of: " + String.join(", ", sorted(classes)));
        }
        return choose(candidates, version);
    }

    /** From the lowest to the highest. */
    List<String> versions(Set<PluginType> kinds, String name) {
        return candidates(kinds, name).stream()
                .map(PluginLookup::version)
                .filter(version -> !version.isEmpty() && !version.equals(PluginClass.UNDEFINED))
                .distinct()
                .sorted(VersionRange.ORDER)
                .toList();
    }

    private List<PluginClass> candidates(Set<PluginType> kinds, String name) {
        var ofKind = all.stream().filter(p -> kinds.contains(p.type())).toList();
        var exact = ofKind.stream().filter(p -> p.className().equals(name)).toList();
        return exact.isEmpty()
                ? ofKind.stream().filter(p -> PluginNames.matches(p, name)).toList()
                : exact;
    }

    private static PluginClass choose(List<PluginClass> versions, VersionRange range) {
        if (versions.size() == 1 && range == VersionRange.LATEST) {
            return versions.get(0);
        }
        return versions.stream()
                .filter(p -> range == VersionRange.LATEST || range.contains(version(p)))
                .max(Comparator.comparing(PluginLookup::version, VersionRange.ORDER))
                .orElseThrow(() -> noVersion(versions, range));
    }

    /** A broken one sorts below all others, so that it is chosen only where there is no other. */
    private static String version(PluginClass plugin) {
        try {
            return plugin.version();
        } catch (PluginBrokenException e) {
            return "";
        }
    }

    private static RequestException noVersion(List<PluginClass> versions, VersionRange range) {
        var available = versions.stream().map(PluginLookup::version).distinct().toList();
        return new RequestException.Invalid("Plugin " + versions.get(0).className()
                + " not found that matches the version range " + range + ", available versions: " + available);
    }

    private RequestException unknown(Set<PluginType> kinds, String name) {
        var connector = CONNECTORS.containsAll(kinds);
        var shown = connector ? CONNECTORS : kinds;
        var there = all.stream()
                .filter(p -> shown.contains(p.type()))
                .map(PluginClass::className)
                .collect(Collectors.toSet());
        var kind = connector ? "Connector" : kinds.iterator().next().contract().getSimpleName();
        return new RequestException.Invalid(
                "Failed to find any class that implements " + kind + " and which name matches "
                        + name + ", available " + (connector ? "connectors" : "classes") + " are: "
                        + String.join(", ", sorted(there)));
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }
}
