package io.leat.broker.transaction;

import io.leat.broker.log.UndecidedLog;
import io.leat.broker.log.UndecidedLog.Undecided;
import io.leat.broker.transaction.Decisions.Found;
import io.leat.broker.transaction.JournalEntry.Intent;
import io.leat.broker.transaction.JournalEntry.Range;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the markers that a crash has left out. May be cut short and run again: markers already written count as decided
 * ranges, and lead to the same decisions.
 */
final class Recovery {
    private static final Logger LOGGER = LoggerFactory.getLogger(Recovery.class);

    private final BiPredicate<Long, TopicPartition> known;
    private final Map<Place, UndecidedLog> logs;
    private final Map<Place, List<Undecided>> undecided;

    private record Place(Uuid topicId, int partition) {}

    private record Open(Place place, long producerId, long firstOffset) {}

    /** @param known whether a client's transaction, which is not for us to end, has the producer id and the partition */
    Recovery(List<UndecidedLog> logs, BiPredicate<Long, TopicPartition> known) {
        this.known = known;
        this.logs = logs.stream().collect(Collectors.toMap(Recovery::place, Function.identity()));
        this.undecided = new HashMap<>();
        this.logs.forEach((place, log) -> undecided.put(place, ours(log)));
    }

    private List<Undecided> ours(UndecidedLog log) {
        return log.undecided().stream()
                .filter(open -> !known.test(open.producerId(), log.topicPartition()))
                .toList();
    }

    private static Place place(UndecidedLog log) {
        return new Place(log.topicId(), log.topicPartition().partition());
    }

    /** Decides everything that is open; the markers are on disk when this returns. */
    void decide(List<JournalEntry> entries) {
        if (undecided.values().stream().allMatch(List::isEmpty)) {
            return;
        }
        var committed = committed(Decisions.decide(entries, this::probe));
        var markers = new ArrayList<CompletableFuture<?>>();
        undecided.forEach((place, all) -> {
            for (var open : all) {
                var commit = committed.contains(new Open(place, open.producerId(), open.firstOffset()));
                markers.add(mark(place, open, commit));
            }
        });
        CompletableFuture.allOf(markers.toArray(CompletableFuture[]::new)).join();
    }

    private CompletableFuture<?> mark(Place place, Undecided open, boolean commit) {
        var log = Objects.requireNonNull(logs.get(place));
        LOGGER.info(
                "{} what producer {} left undecided in {} from offset {} on",
                commit ? "Committing" : "Aborting",
                open.producerId(),
                log.topicPartition(),
                open.firstOffset());
        return log.decide(open.producerId(), open.producerEpoch(), commit, true).done();
    }

    private static Set<Open> committed(Map<Intent, Boolean> decisions) {
        var open = new HashSet<Open>();
        decisions.forEach((intent, commit) -> {
            if (commit) {
                intent.ranges()
                        .forEach(range -> open.add(new Open(place(range), intent.producerId(), range.baseOffset())));
            }
        });
        return open;
    }

    private static Place place(Range range) {
        return new Place(range.topicId(), range.partition());
    }

    private Found probe(Intent intent, Range range) {
        var place = place(range);
        var log = logs.get(place);
        if (log == null) {
            return Found.WHOLE;
        }
        if (log.logEndOffset() <= range.lastOffset()) {
            return Found.CUT;
        }
        var open = undecided.getOrDefault(place, List.of()).stream().anyMatch(one -> isOf(intent, range, one));
        return !open && log.aborted(intent.producerId(), range.baseOffset()) ? Found.ABORTED : Found.WHOLE;
    }

    private static boolean isOf(Intent intent, Range range, Undecided undecided) {
        return undecided.producerId() == intent.producerId() && undecided.firstOffset() == range.baseOffset();
    }
}
