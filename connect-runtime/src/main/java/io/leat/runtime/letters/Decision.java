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
 * @param origin fingerprint of the letter's own cause
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
        String origin,
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

    /** Corrections are not kept of a letter that is done with. */
    public Decision dropped(String who, String why, long now) {
        return new Decision(connector, LetterState.DROPPED, who, why, now, replays, from, Edit.NONE, origin, failure);
    }

    public Decision requested(ReplayFrom where, String who, long now) {
        return new Decision(connector, LetterState.REPLAYING, who, "", now, replays, where, edit, origin, failure);
    }

    /** @param result delivered, or left out by a transform */
    public Decision replayed(String result, String who, long now) {
        return new Decision(
                connector, LetterState.REPLAYED, who, result, now, replays, from, Edit.NONE, origin, failure);
    }

    /** An edit gives the letter its replays back. */
    public Decision edited(Edit change, String who, long now) {
        return new Decision(connector, state, who, "edited", now, 0, from, change.over(edit), origin, failure);
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
                origin,
                Optional.of(cause));
    }

    /** Of the cause that counts: that of the last replay, if one has failed. */
    public String fingerprint() {
        return failure.map(LetterCause::fingerprint).orElse(origin);
    }
}
