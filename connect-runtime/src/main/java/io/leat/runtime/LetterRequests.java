package io.leat.runtime;

import io.leat.runtime.config.ConnectorKeys;
import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Edit;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterId;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.letters.RecordJson;
import io.leat.runtime.letters.ReplayFrom;
import io.leat.runtime.pipeline.ErrorPolicy;
import io.leat.runtime.state.ConfigStore;
import io.leat.runtime.state.DecisionStore;
import io.leat.runtime.state.LetterTopic;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Requests about dead letters: what the topic holds, under what was decided. Those that decide come one by one. */
final class LetterRequests implements DeadLetterQueue {

    private static final String TOPIC = ConnectorKeys.DLQ_TOPIC;

    /** A page ends after so many bytes of letters looked at, so that none takes long. */
    private static final long PAGE_BYTES = 64L << 20;

    private final ConfigStore configs;
    private final DecisionStore decisions;
    private final LetterTopic letters;
    private final LetterCounts counts;
    private final LetterDecisions deciding;
    private final Clock clock;

    LetterRequests(
            ConfigStore configs, DecisionStore decisions, LetterTopic letters, LetterCounts counts, Clock clock) {
        this.configs = configs;
        this.decisions = decisions;
        this.letters = letters;
        this.counts = counts;
        this.deciding = new LetterDecisions(decisions, letters);
        this.clock = clock;
    }

    private Map<String, String> config(String connector) {
        return configs.snapshot()
                .config(connector)
                .orElseThrow(() -> new RequestException.NotFound("Connector " + connector + " not found"));
    }

    /** Empty if the connector has none. */
    static String topic(Map<String, String> config) {
        return config.getOrDefault(TOPIC, "").strip();
    }

    @Override
    public Page list(String connector, Filter filter) {
        var topic = topic(config(connector));
        var found = new ArrayList<Summary>();
        var scan = new LetterScan(letters, topic, filter.after().map(LetterRequests::id));
        var state = filter.state().map(LetterRequests::state);
        var bytes = new long[1];
        decisions.refresh();
        var next = scan.run(letter -> {
            bytes[0] += letter.bytes();
            if (LetterScan.isOf(letter, connector)) {
                var decision = decision(letter);
                var summary = LetterViews.summary(letter, decision);
                if (state.filter(each -> each != decision.state()).isEmpty()
                        && filter.cause()
                                .filter(each -> !each.equals(summary.cause()))
                                .isEmpty()
                        && filter.stage()
                                .filter(each -> !each.equals(summary.stage()))
                                .isEmpty()) {
                    found.add(summary);
                }
            }
            return found.size() < filter.limit() && bytes[0] < PAGE_BYTES;
        });
        return new Page(found, next.map(LetterId::toString));
    }

    private static LetterState state(String text) {
        return LetterState.parse(text)
                .orElseThrow(() -> new RequestException.Invalid(
                        "state must be open, replaying, replayed or dropped, not \"" + text + "\""));
    }

    private static LetterId id(String text) {
        return LetterId.parse(text)
                .orElseThrow(() -> new RequestException.Invalid(
                        "\"" + text + "\" is not the id of a dead letter: <topic>-<partition>-<offset> is expected"));
    }

    private Decision decision(Letter letter) {
        return decisions.of(letter.id()).orElseGet(() -> Decision.none(letter));
    }

    @Override
    public Groups groups(String connector) {
        decisions.refresh();
        return counts.groups(connector, topic(config(connector)));
    }

    @Override
    public Detail letter(String connector, String id) {
        decisions.refresh();
        var letter = find(connector, id);
        return LetterViews.detail(letter, decision(letter));
    }

    private Letter find(String connector, String text) {
        var topic = topic(config(connector));
        return LetterId.parse(text)
                .filter(id -> id.partition().topic().equals(topic))
                .flatMap(letters::read)
                .filter(letter -> LetterScan.isOf(letter, connector))
                .orElseThrow(() -> new RequestException.NotFound(
                        "Connector " + connector + " has no dead letter " + text + " in its topic '" + topic + "'"));
    }

    @Override
    public synchronized Detail edit(String connector, String id, Correction correction, String by) {
        decisions.refresh();
        var letter = find(connector, id);
        var before = decision(letter);
        if (before.state() != LetterState.OPEN) {
            throw new RequestException.Conflict(
                    "Dead letter " + id + " is " + before.state().text() + "; only one that is open can be edited");
        }
        var after = before.edited(edit(correction), by, clock.millis());
        check(letter, after.edit());
        decisions.write(Map.of(letter.id(), after));
        return LetterViews.detail(letter, after);
    }

    private static Edit edit(Correction correction) {
        return new Edit(part(correction.key()), part(correction.value()), Optional.ofNullable(correction.headers()));
    }

    private static Optional<Edit.Part> part(@Nullable Part part) {
        return Optional.ofNullable(part).map(given -> new Edit.Part(given.bytes()));
    }

    /** The record must be one after the edit. */
    private static void check(Letter letter, Edit edit) {
        if (LetterViews.isOfSource(letter)) {
            try {
                RecordJson.sourceRecord(RecordJson.edited(letter.atStage().orElseThrow(), edit));
            } catch (DataException e) {
                throw new RequestException.Invalid("The correction does not fit the record: " + e.getMessage());
            }
        }
    }

    @Override
    public synchronized Done drop(String connector, Selection selection, String reason, String by) {
        decisions.refresh();
        return deciding.decide(connector, topic(config(connector)), selection, (letter, before) -> {
            if (before.state() == LetterState.REPLAYED || before.state() == LetterState.DROPPED) {
                return new LetterDecisions.No("it is " + before.state().text() + " already");
            }
            return new LetterDecisions.Yes(before.dropped(by, reason, clock.millis()));
        });
    }

    @Override
    public synchronized Done replay(String connector, Selection selection, Optional<String> from, String by) {
        decisions.refresh();
        var config = config(connector);
        var wanted = from.map(LetterRequests::from);
        var rule = new ReplayRule(config, ErrorPolicy.maxReplays(config));
        return deciding.decide(connector, topic(config), selection, (letter, before) -> {
            var answer = rule.judge(letter, before, wanted);
            return answer instanceof ReplayRule.Answer.Begin begin
                    ? new LetterDecisions.Yes(before.requested(begin.from(), by, clock.millis()))
                    : new LetterDecisions.No(((ReplayRule.Answer.Refused) answer).reason());
        });
    }

    private static ReplayFrom from(String text) {
        return ReplayFrom.parse(text)
                .orElseThrow(() -> new RequestException.Invalid("from must be stage or start, not \"" + text + "\""));
    }
}
