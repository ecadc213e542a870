package io.leat.runtime;

import io.leat.runtime.letters.Decision;
import io.leat.runtime.letters.LetterCause;
import io.leat.runtime.letters.LetterId;

/** The letters of one cause, by what has become of them. */
final class LetterTally {

    private final LetterCause cause;
    private final LetterId example;
    private final long first;
    private long last;
    private long open;
    private long replaying;
    private long replayed;
    private long dropped;

    /** @param open all letters at first, before the decisions */
    LetterTally(LetterCause cause, LetterId example, long open, long first, long last) {
        this.cause = cause;
        this.example = example;
        this.open = open;
        this.first = first;
        this.last = last;
    }

    /** One letter is not, or not here, open. */
    void take() {
        open--;
    }

    void put(Decision decision) {
        switch (decision.state()) {
            case OPEN -> open++;
            case REPLAYING -> replaying++;
            case REPLAYED -> replayed++;
            case DROPPED -> dropped++;
        }
        if (decision.failure().isPresent()) {
            last = Math.max(last, decision.at());
        }
    }

    DeadLetterQueue.Group group(String fingerprint) {
        return new DeadLetterQueue.Group(
                fingerprint,
                cause.stage(),
                cause.step(),
                cause.exception(),
                cause.message(),
                Math.max(0, open),
                replaying,
                replayed,
                dropped,
                first,
                last,
                example.toString());
    }
}
