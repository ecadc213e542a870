package io.leat.connectors.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which files there are: those being read, in their groups, and those that wait. */
final class Catalog implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);
    /** A look must not take more than a tenth of the time. */
    private static final int REST_PER_LOOK = 10;

    private final Listing listing;
    private final Resolver resolver;
    private final Lineages lineages;
    private final Folders folders = new Folders();
    private final long cooldownMillis;
    private final Map<String, TailedFile> tailed = new HashMap<>();
    private final Map<String, Waiting> waiting = new HashMap<>();
    private List<List<TailedFile>> groups = List.of();
    private boolean first;
    private boolean soon = true;
    private long lastLook;
    private long restUntil;

    Catalog(Listing listing, Resolver resolver, Lineages lineages, long cooldownMillis) {
        this.listing = listing;
        this.resolver = resolver;
        this.lineages = lineages;
        this.cooldownMillis = cooldownMillis;
        first = lineages.all().isEmpty();
    }

    /** The files being read; those of one group are rotations of one another, oldest first. */
    List<List<TailedFile>> groups() {
        return groups;
    }

    /** How many files are read. */
    int reading() {
        return tailed.size();
    }

    /** How many match the patterns and are not. */
    int waiting() {
        return waiting.size();
    }

    void lookSoon() {
        soon = true;
    }

    /** A file was read for the last time: its content may go on in another one. */
    void ended(TailedFile file) {
        end(file);
        regroup();
        lookSoon();
    }

    private void end(TailedFile file) {
        file.lineage().end(file.path().toString());
        tailed.remove(file.key());
    }

    /** Looks for files that came, went or were renamed, where there may be any. */
    void refresh(long now) {
        if (!due(now)) {
            return;
        }
        lastLook = now;
        soon = false;
        var started = System.nanoTime();
        try {
            var found = listing.look();
            folders.read(found.folders(), now);
            update(found, now);
            first = false;
        } catch (IOException e) {
            LOG.warn("looking for files failed, will be tried again: {}", e.toString());
        }
        restUntil = now + (System.nanoTime() - started) / 1_000_000 * REST_PER_LOOK;
    }

    private boolean due(long now) {
        if (now < lastLook || now - lastLook >= cooldownMillis || soon) {
            return true;
        }
        return now >= restUntil && (folders.changed(now) || aWaitingFileGrew());
    }

    private boolean aWaitingFileGrew() {
        return waiting.values().stream()
                .anyMatch(one -> one.mayBeginAnyTime()
                        && one.file().path().toFile().length()
                                != one.file().stat().size());
    }

    private void update(Listing.Found found, long now) {
        var byKey = byKey(found);
        for (var file : List.copyOf(tailed.values())) {
            var seen = byKey.get(file.key());
            if (seen != null) {
                file.seenAt(seen, now);
            } else if (file.isOpen()) {
                file.isGone(now);
            } else {
                LOG.info("{} is gone", file.path());
                end(file);
            }
        }
        waiting.keySet().retainAll(byKey.keySet());
        byKey.values().stream()
                .filter(file -> !tailed.containsKey(file.stat().key()))
                .sorted(order())
                .forEach(file -> consider(file, now));
        supersede(byKey.values(), now);
        regroup();
    }

    /** A file with several paths goes by the one that it is known by. */
    private Map<String, Candidate> byKey(Listing.Found found) {
        var byKey = new LinkedHashMap<String, Candidate>();
        found.files().forEach((path, stat) -> {
            var known = tailed.get(stat.key());
            if (known != null && known.path().equals(path)) {
                byKey.put(stat.key(), new Candidate(path, stat));
            } else {
                byKey.putIfAbsent(stat.key(), new Candidate(path, stat));
            }
        });
        return byKey;
    }

    /** First those that a stored mark names, so that no copy takes their place; then by age. */
    private Comparator<Candidate> order() {
        var marked = lineages.all().stream()
                .filter(lineage -> lineage.holder() == null)
                .map(lineage -> lineage.mark().inode())
                .toList();
        return Comparator.<Candidate, Boolean>comparing(
                        file -> !marked.contains(file.stat().key()))
                .thenComparing(file -> file.stat().modified())
                .thenComparing(file -> !RotationName.of(file.path()).rotated())
                .thenComparing(Candidate::path);
    }

    private void consider(Candidate file, long now) {
        var before = waiting.get(file.stat().key());
        if (before != null && !before.outdated(file)) {
            return;
        }
        try {
            var answer = resolver.resolve(file, now, first);
            if (answer instanceof Resolver.Answer.Read read) {
                tailed.put(file.stat().key(), read.file());
                waiting.remove(file.stat().key());
            } else if (answer instanceof Resolver.Answer.Wait wait) {
                LOG.debug("{} waits: {}", file.path(), wait.waiting().reason());
                waiting.put(file.stat().key(), wait.waiting());
            }
        } catch (IOException e) {
            var unreadable = new Waiting(file, Waiting.Reason.UNREADABLE);
            if (!unreadable.equals(waiting.put(file.stat().key(), unreadable))) {
                LOG.warn("cannot read {}, will be tried again: {}", file.path(), e.toString());
            }
        }
    }

    /** A rotated file is superseded where the live one, or a younger rotation, is there. */
    private void supersede(Collection<Candidate> found, long now) {
        var youngest = new HashMap<Path, Candidate>();
        found.forEach(file -> youngest.merge(group(file.path()), file, Catalog::livelier));
        for (var file : tailed.values()) {
            var last = youngest.get(group(file.path()));
            if (last != null
                    && !last.stat().key().equals(file.key())
                    && RotationName.of(file.path()).rotated()) {
                file.superseded(now);
            }
        }
    }

    private static Candidate livelier(Candidate one, Candidate other) {
        var rotated = RotationName.of(one.path()).rotated();
        if (rotated != RotationName.of(other.path()).rotated()) {
            return rotated ? other : one;
        }
        return one.stat().modified() >= other.stat().modified() ? one : other;
    }

    private void regroup() {
        var byGroup = new HashMap<Path, List<TailedFile>>();
        tailed.values()
                .forEach(file -> byGroup.computeIfAbsent(group(file.path()), any -> new ArrayList<>())
                        .add(file));
        var oldestFirst = Comparator.comparing(TailedFile::modified)
                .thenComparing(file -> !RotationName.of(file.path()).rotated())
                .thenComparing(TailedFile::path);
        byGroup.values().forEach(files -> files.sort(oldestFirst));
        groups = List.copyOf(byGroup.values());
    }

    private static Path group(Path path) {
        return path.resolveSibling(RotationName.of(path).live());
    }

    @Override
    public void close() {
        tailed.values().forEach(TailedFile::close);
    }
}
