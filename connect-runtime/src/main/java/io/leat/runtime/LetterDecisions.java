package io.leat.runtime;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.state.DecisionStore;
import io.leat.runtime.state.LetterTopic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Decides about many letters at once, as many as one request may take. */
final class LetterDecisions {

    private static final int MOST = 10_000;
    private static final int MOST_NAMED = 100;

    private final DecisionStore decisions;
    private final LetterTopic letters;

    LetterDecisions(DecisionStore decisions, LetterTopic letters) {
        this.decisions = decisions;
        this.letters = letters;
    }

    /** What is decided about a letter. */
    sealed interface Verdict {}

    record Yes(Decision decision) implements Verdict {}

    /** @param reason why nothing is */
    record No(String reason) implements Verdict {}

    DeadLetterQueue.Done decide(
            String connector,
            String topic,
            DeadLetterQueue.Selection selection,
            BiFunction<Letter, Decision, Verdict> rule) {
        var round = new Round(rule);
        var more = selection.ids().isEmpty()
                ? scan(connector, topic, selection.cause(), round)
                : named(connector, topic, selection.ids(), round);
        decisions.write(round.taken);
        return new DeadLetterQueue.Done(round.taken.size(), round.skipped, more);
    }

    /** All of them or none: a typo changes nothing. */
    private boolean named(String connector, String topic, List<String> ids, Round round) {
        for (var id : ids) {
            round.judge(LetterId.parse(id)
                    .filter(parsed -> parsed.partition().topic().equals(topic))
                    .flatMap(letters::read)
                    .filter(letter -> LetterScan.isOf(letter, connector))
                    .orElseThrow(() -> new RequestException.NotFound(
                            "Connector " + connector + " has no dead letter " + id + "; nothing was decided")));
        }
        if (ids.size() == 1 && round.taken.isEmpty()) {
            throw new RequestException.Conflict(
                    "Dead letter " + ids.get(0) + ": " + round.skipped.get(0).reason());
        }
        return false;
    }

    private boolean scan(String connector, String topic, Optional<String> cause, Round round) {
        var next = new LetterScan(letters, topic, Optional.empty()).run(letter -> {
            if (LetterScan.isOf(letter, connector)) {
                var decision = round.before(letter);
                var concerns = decision.state() == LetterState.OPEN
                        && cause.filter(each -> !each.equals(decision.fingerprint()))
                                .isEmpty();
                if (concerns) {
                    round.judge(letter);
                }
            }
            return round.taken.size() < MOST;
        });
        return next.isPresent();
    }

    /** The letters of one request. */
    private final class Round {

        private final BiFunction<Letter, Decision, Verdict> rule;
        private final Map<LetterId, Decision> taken = new LinkedHashMap<>();
        private final List<DeadLetterQueue.Skipped> skipped = new ArrayList<>();

        Round(BiFunction<Letter, Decision, Verdict> rule) {
            this.rule = rule;
        }

        Decision before(Letter letter) {
            return decisions.of(letter.id()).orElseGet(() -> Decision.none(letter));
        }

        void judge(Letter letter) {
            var verdict = rule.apply(letter, before(letter));
            if (verdict instanceof Yes yes) {
                taken.put(letter.id(), yes.decision());
            } else if (verdict instanceof No no && skipped.size() < MOST_NAMED) {
                skipped.add(new DeadLetterQueue.Skipped(letter.id().toString(), no.reason()));
            }
        }
    }
}
