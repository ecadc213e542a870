package io.leat.runtime.plugin;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has become of the plugins in {@code plugin.path}: a pure comparison of fingerprints, by the plugin's folder or jar.
 * A plugin whose files are still changing is left as it was: it may be half copied.
 */
final class FolderChanges {

    /** What to do about one plugin. */
    enum Step {
        KEEP,
        OPEN,
        REPLACE,
        REMOVE,
        WAIT
    }

    private FolderChanges() {}

    /**
     * @param opened the plugins in use
     * @param before what lay on disk at the last look
     * @param now what lies there
     * @param atOnce true to take for complete what has changed since the last look
     */
    static Map<Path, Step> decide(
            Map<Path, String> opened, Map<Path, String> before, Map<Path, String> now, boolean atOnce) {
        var steps = new TreeMap<Path, Step>();
        opened.keySet().forEach(path -> steps.put(path, Step.REMOVE));
        now.forEach((path, fingerprint) -> {
            var settled = atOnce || fingerprint.equals(before.get(path));
            var inUse = opened.get(path);
            if (fingerprint.equals(inUse)) {
                steps.put(path, Step.KEEP);
            } else if (!settled) {
                steps.put(path, Step.WAIT);
            } else {
                steps.put(path, inUse == null ? Step.OPEN : Step.REPLACE);
            }
        });
        return steps;
    }
}
