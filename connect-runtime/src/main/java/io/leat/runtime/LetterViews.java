package io.leat.runtime;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.Letter;
import io.leat.runtime.letters.LetterKind;
import io.leat.runtime.letters.RecordJson;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;

/** Letters as callers see them. */
final class LetterViews {

    private LetterViews() {}

    static DeadLetterQueue.Summary summary(Letter letter, Decision decision) {
        var cause = decision.failure().orElse(letter.cause());
        return new DeadLetterQueue.Summary(
                letter.id().toString(),
                decision.state().text(),
                letter.kind().map(LetterKind::text).orElse("unknown"),
                cause.fingerprint(),
                cause.stage(),
                cause.step(),
                cause.className(),
                cause.exception(),
                cause.message(),
                position(letter),
                decision.replays(),
                !decision.edit().isEmpty(),
                letter.failedAt(),
                letter.record().timestamp(),
                letter.bytes());
    }

    private static DeadLetterQueue.Position position(Letter letter) {
        if (isOfSource(letter)) {
            return sourcePosition(letter);
        }
        var origin = letter.origin();
        return new DeadLetterQueue.Position(
                letter.piece().orElse(null),
                origin.map(each -> each.topic()).orElse(null),
                origin.map(each -> each.partition()).orElse(null),
                letter.originOffset().orElse(null),
                null,
                null);
    }

    private static DeadLetterQueue.Position sourcePosition(Letter letter) {
        try {
            var position = RecordJson.sourcePosition(letter.atStage().orElse(new byte[0]));
            return new DeadLetterQueue.Position(
                    letter.piece().orElse(null), null, null, null, position.get(0), position.get(1));
        } catch (DataException e) {
            return new DeadLetterQueue.Position(null, null, null, null, null, null);
        }
    }

    static boolean isOfSource(Letter letter) {
        return letter.kind().filter(kind -> kind == LetterKind.SOURCE).isPresent();
    }

    /** With the corrections. */
    static DeadLetterQueue.Detail detail(Letter letter, Decision decision) {
        var edit = decision.edit();
        var record = letter.record();
        var decided = new DeadLetterQueue.Decided(decision.by(), decision.reason(), decision.at());
        if (isOfSource(letter)) {
            var polled = letter.wasTransformed() ? letter.polled() : Optional.<byte[]>empty();
            return new DeadLetterQueue.Detail(
                    summary(letter, decision),
                    decided,
                    null,
                    null,
                    letter.ownHeaders(),
                    letter.atStage().map(json -> RecordJson.edited(json, edit)),
                    polled);
        }
        return new DeadLetterQueue.Detail(
                summary(letter, decision),
                decided,
                edit.key().isPresent() ? edit.key().get().bytes() : record.key(),
                edit.value().isPresent() ? edit.value().get().bytes() : record.value(),
                edit.headers().orElseGet(letter::ownHeaders),
                edit.isEmpty() ? letter.atStage() : Optional.empty(),
                Optional.empty());
    }
}
