package io.leat.runtime.task;

import io.leat.runtime.ledger.Counts;
import io.leat.runtime.ledger.Fate;
import io.leat.runtime.ledger.SinkLedger;
import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Edit;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterCause;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.letters.RecordJson;
import io.leat.runtime.letters.ReplayFrom;
import io.leat.runtime.pipeline.Failure;
import io.leat.runtime.pipeline.Outcome;
import io.leat.runtime.pipeline.SinkPipeline;
import io.leat.runtime.pipeline.Stage;
import io.leat.runtime.state.Decisions;
import io.leat.runtime.state.LetterTopic;
import io.leat.runtime.state.StateTopicException;
import io.leat.runtime.task.ReplaysUnderWay.Place;
import io.leat.runtime.task.ReplaysUnderWay.Replay;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters of a sink that are put to the connector again, by the task that reads the partition they come from: as
 * their partition's other records they have one task at a time. A letter counts as replayed once the connector vouches
 * for it, so that a crash before makes another replay of it. All but {@link #reported} is the task thread's.
 */
final class SinkReplays {

    private static final Logger LOG = LoggerFactory.getLogger(SinkReplays.class);

    /** Letters that may come to nothing at once: each costs a write. */
    private static final int MOST_TRIES = 20;

    private final Decisions decisions;
    private final LetterTopic letters;
    private final SinkPipeline pipeline;
    private final SinkLedger ledger;
    private final TaskScope<?> scope;
    private final Map<LetterId, TopicPartition> elsewhere = new HashMap<>();
    private final ReplaysUnderWay underWay = new ReplaysUnderWay();
    private boolean refreshed;
    private boolean cutShort;

    SinkReplays(
            Decisions decisions, LetterTopic letters, SinkPipeline pipeline, SinkLedger ledger, TaskScope<?> scope) {
        this.decisions = decisions;
        this.letters = letters;
        this.pipeline = pipeline;
        this.ledger = ledger;
        this.scope = scope;
    }

    /** The next letter of one of these partitions, ready to be put; those that fail on the way wait again. */
    Optional<SinkBatch> next(Set<TopicPartition> assignment) {
        refreshOnce();
        cutShort = false;
        var waiting = decisions.replaying(scope.id().connector());
        if (waiting.isEmpty()) {
            elsewhere.clear();
            return Optional.empty();
        }
        if (!scope.spec().current().getAsBoolean()) {
            return Optional
                    .empty(); // they were asked for with the configuration that this task is to be restarted with
        }
        if (elsewhere.size() > waiting.size()) {
            elsewhere.keySet().retainAll(new HashSet<>(waiting));
        }
        return first(waiting, assignment);
    }

    private Optional<SinkBatch> first(List<LetterId> waiting, Set<TopicPartition> assignment) {
        var tries = 0;
        for (var id : waiting) {
            if (!underWay.isWaitedFor(id)
                    && mayBeOf(assignment, id)
                    && !scope.control().isStopping()) {
                if (++tries > MOST_TRIES) {
                    cutShort = true;
                    return Optional.empty();
                }
                var batch = prepare(id, assignment);
                if (batch.isPresent()) {
                    return batch;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether {@link #next} ended before it had looked at all letters, because many came to nothing. */
    boolean isCutShort() {
        return cutShort;
    }

    private void refreshOnce() {
        if (!refreshed) {
            decisions.refresh();
            refreshed = true;
        }
    }

    private boolean mayBeOf(Set<TopicPartition> assignment, LetterId id) {
        var known = elsewhere.get(id);
        return known == null || assignment.contains(known);
    }

    private Optional<SinkBatch> prepare(LetterId id, Set<TopicPartition> assignment) {
        var asked = decisions.of(id);
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        var letter = letters.read(id);
        if (letter.isEmpty()) {
            decide(id, asked.get().dropped(by(), "it is no longer in its topic", now()));
            return Optional.empty();
        }
        var origin = letter.get().origin();
        if (origin.isEmpty() || letter.get().originOffset().isEmpty()) {
            decide(id, asked.get().dropped(by(), "it does not say where its record lay in the log", now()));
            return Optional.empty();
        }
        if (!assignment.contains(origin.get())) {
            elsewhere.put(id, origin.get());
            return Optional.empty();
        }
        return prepare(letter.get(), asked.get(), origin.get());
    }

    private Optional<SinkBatch> prepare(Letter letter, Decision asked, TopicPartition origin) {
        var outcome = process(letter, asked);
        if (outcome instanceof Outcome.Passed<SinkRecord> passed) {
            return Optional.of(batch(letter, origin, List.of(passed.result())));
        }
        if (outcome instanceof Outcome.Split<SinkRecord> split) {
            return Optional.of(batch(letter, origin, split.results()));
        }
        if (outcome instanceof Outcome.Filtered<SinkRecord>) {
            decide(letter.id(), asked.replayed("left out by a transform", by(), now()));
            ledger.replayed(origin, Counts.replay(1).with(Fate.FILTERED, 1));
        } else if (!scope.control().isStopping()) {
            giveBack(letter.id(), Replays.failure(outcome).letterCause());
            ledger.replayed(origin, Counts.replay(1).with(Fate.DEAD_LETTERED, 1));
        }
        return Optional.empty();
    }

    private Outcome<SinkRecord> process(Letter letter, Decision asked) {
        try {
            return asked.from() == ReplayFrom.START
                    ? pipeline.process(letter.original(asked.edit()))
                    : pipeline.resume(
                            RecordJson.sinkRecord(letter.atStage().orElseThrow()),
                            letter.transform().orElse(""),
                            letter.original(Edit.NONE));
        } catch (RuntimeException e) { // what the letter holds may be anybody's
            return new Outcome.Failed<>(Failure.at(Stage.KAFKA_CONSUME, RecordJson.class.getName(), e));
        }
    }

    private SinkBatch batch(Letter letter, TopicPartition origin, List<SinkRecord> records) {
        underWay.begin(letter.id(), new Place(origin, letter.originOffset().orElseThrow()), records.size());
        return SinkBatch.replay(letter.id(), origin, records);
    }

    /** The connector has taken the letter's record. @param mark the offset up to which its partition is delivered */
    void put(LetterId id, long mark) {
        underWay.put(id, mark);
    }

    /** The connector has failed at the letter's record: it waits again. */
    void refused(LetterId id, Throwable cause) {
        giveBack(id, Failure.at(Stage.TASK_PUT, SinkTask.class.getName(), cause).letterCause());
        underWay.find(id).ifPresent(replay -> count(replay, replay.pieces()));
        underWay.land(id);
    }

    private void count(Replay replay, int failed) {
        ledger.replayed(
                replay.partition(),
                Counts.replay(replay.pieces()).with(Fate.DEAD_LETTERED, failed).delivering(replay.pieces() - failed));
    }

    /**
     * The connector reports a record. From any thread.
     *
     * @return false if it is not one that is replayed
     */
    boolean reported(TopicPartition partition, long offset, Failure failure) {
        return underWay.reported(new Place(partition, offset), failure.letterCause());
    }

    /** What the connector vouches for covers letters that were put before. */
    void vouched(Map<TopicPartition, OffsetAndMetadata> vouched, Map<TopicPartition, OffsetAndMetadata> delivered) {
        var covered = underWay.covered(vouched, delivered);
        var decided = new LinkedHashMap<LetterId, Decision>();
        covered.forEach(replay ->
                decisions.of(replay.letter()).ifPresent(asked -> decided.put(replay.letter(), verdict(replay, asked))));
        try {
            decisions.write(decided);
            covered.stream()
                    .filter(replay -> decided.containsKey(replay.letter()))
                    .forEach(replay -> {
                        count(replay, replay.reported());
                        underWay.land(replay.letter());
                    });
        } catch (StateTopicException e) {
            LOG.warn("Replayed dead letters could not be marked as such; the next commit will make up for it.", e);
        }
    }

    private Decision verdict(Replay replay, Decision asked) {
        return replay.cause()
                .map(report -> asked.returned(Replays.masked(report, scope), by(), now()))
                .orElseGet(() -> asked.replayed("delivered", by(), now()));
    }

    /** The connector could not flush: a letter may be the reason, and would be again. */
    void flushFailed(Throwable cause) {
        underWay.waitedFor().forEach(id -> refused(id, cause));
    }

    /** Another task goes on with these; what is not vouched for is put again. */
    void revoked(Collection<TopicPartition> partitions) {
        underWay.revoked(partitions);
    }

    private void giveBack(LetterId id, LetterCause cause) {
        decisions.of(id).ifPresent(asked -> decide(id, asked.returned(Replays.masked(cause, scope), by(), now())));
    }

    private void decide(LetterId id, Decision decided) {
        decisions.write(Map.of(id, decided));
    }

    private String by() {
        return "task " + scope.id();
    }

    private long now() {
        return scope.clock().millis();
    }
}
