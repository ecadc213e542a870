package io.leat.runtime.letters;

import java.util.Optional;

/**
 * The last thing decided about a letter, and what has to be kept of those before.
 *
 * @param by who decided: a user, {@code anonymous}, or a task
 * @param reason in words; empty if none was given
 * @param at milliseconds since the epoch
 * @param replays how often it was taken through the connector in vain
 * @param from where a replay begins
 * @param edit corrections of the record
 * @param fingerprint of the cause: that of the last replay, if there was one that failed
 * @param failure of the last replay, empty if there was none
 */
public record Decision(
        String connector,
        LetterState state,
        String by,
        String reason,
        long at,
        int replays,
        ReplayFrom from,
        Edit edit,
        String fingerprint,
        Optional<LetterCause> failure) {

    /** What holds of a letter that nobody has looked at. */
    public static Decision none(Letter letter) {
        return new Decision(
                letter.connector(),
                LetterState.OPEN,
                "",
                "",
                letter.failedAt(),
                0,
                ReplayFrom.STAGE,
                Edit.NONE,
                letter.cause().fingerprint(),
                Optional.empty());
    }

    public Decision dropped(String who, String why, long now) {
        return with(LetterState.DROPPED, who, why, now, from);
    }

    public Decision requested(ReplayFrom where, String who, long now) {
        return with(LetterState.REPLAYING, who, "", now, where);
    }

    public Decision replayed(String who, long now) {
        return with(LetterState.REPLAYED, who, "", now, from);
    }

    public Decision edited(Edit change, String who, long now) {
        return new Decision(connector, state, who, "edited", now, 0, from, change.over(edit), fingerprint, failure);
    }

    /** A replay that failed: the letter waits again. */
    public Decision returned(LetterCause cause, String who, long now) {
        return new Decision(
                connector,
                LetterState.OPEN,
                who,
                "replay failed",
                now,
                replays + 1,
                from,
                edit,
                cause.fingerprint(),
                Optional.of(cause));
    }

    private Decision with(LetterState next, String who, String why, long now, ReplayFrom where) {
        return new Decision(connector, next, who, why, now, replays, where, edit, fingerprint, failure);
    }
}
