package io.leat.runtime;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterState;
import io.leat.runtime.letters.ReplayFrom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether and where a letter may be replayed.
 *
 * @param config the connector's, as it is now
 * @param most how often a letter may be replayed in vain
 */
record ReplayRule(Map<String, String> config, int most) {

    /** What a replay may do: begin somewhere, or nothing, and why. */
    sealed interface Answer {

        record Begin(ReplayFrom from) implements Answer {}

        record Refused(String reason) implements Answer {}
    }

    /** @param wanted empty for the stage, or else the start */
    Answer judge(Letter letter, Decision decision, Optional<ReplayFrom> wanted) {
        var obstacle = obstacle(letter, decision);
        if (obstacle.isPresent()) {
            return new Answer.Refused(obstacle.get());
        }
        var noStage = stageObstacle(letter, decision);
        var noStart = startObstacle(letter, decision);
        var from = wanted.orElse(noStage.isEmpty() ? ReplayFrom.STAGE : ReplayFrom.START);
        var reason = from == ReplayFrom.STAGE ? noStage : noStart;
        return reason.isPresent() ? new Answer.Refused(reason.get()) : new Answer.Begin(from);
    }

    private Optional<String> obstacle(Letter letter, Decision decision) {
        if (decision.state() != LetterState.OPEN) {
            return Optional.of("it is " + decision.state().text() + " already");
        }
        if (letter.kind().isEmpty()) {
            return Optional.of("its headers do not say where it comes from: it is of another"
                    + " writer, or errors.deadletterqueue.replay.enable is false");
        }
        if (!LetterViews.isOfSource(letter)
                && (letter.origin().isEmpty() || letter.originOffset().isEmpty())) {
            return Optional.of("it does not say where its record lay in the log");
        }
        if (decision.replays() >= most) {
            return Optional.of(
                    "it was replayed " + decision.replays() + " times in vain (errors.replay.max): edit it or drop it");
        }
        return letter.origin()
                .filter(origin -> !reads(origin.topic()))
                .map(origin -> "the connector does not read topic " + origin.topic() + " any more");
    }

    private boolean reads(String topic) {
        var regex = config.getOrDefault("topics.regex", "").strip();
        return regex.isEmpty()
                ? list("topics").contains(topic)
                : Pattern.compile(regex).matcher(topic).matches();
    }

    private Optional<String> stageObstacle(Letter letter, Decision decision) {
        var transform = letter.transform();
        if (!LetterViews.isOfSource(letter)) {
            if (!decision.edit().isEmpty()) {
                return Optional.of("what was edited is the record as it lay in the log: replay it from the start");
            }
            if (letter.atStage().isEmpty()) {
                return Optional.of("the record as it was at that stage was not kept: replay it from the start");
            }
        }
        return transform
                .filter(alias -> !alias.isEmpty() && !list("transforms").contains(alias))
                .map(alias -> "the connector has no transform " + alias + " any more: replay it from the start");
    }

    private Optional<String> startObstacle(Letter letter, Decision decision) {
        if (!LetterViews.isOfSource(letter)) {
            return Optional.empty();
        }
        if (letter.polled().isEmpty()) {
            return Optional.of("the record as it was polled was too large to keep: replay it at the stage");
        }
        return letter.wasTransformed() && !decision.edit().isEmpty()
                ? Optional.of("what was edited is the record at the stage that failed: replay it there")
                : Optional.empty();
    }

    private List<String> list(String key) {
        return Arrays.asList(config.getOrDefault(key, "").strip().split("\\s*,\\s*"));
    }
}
