package io.leat.runtime.watch;

import io.leat.runtime.Activity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what a task is doing from what can be seen of it. The first that applies counts: a hang explains everything
 * else, then what was asked of the task, then what holds it up, and only then whether records flow.
 */
public final class ActivityRule {

    /** So long after the last record a task still counts as flowing. */
    static final Duration FLOWING_FOR = Duration.ofSeconds(10);

    /** A wait this long is held up, even if there was none before. */
    static final Duration HELD_UP_AFTER = Duration.ofSeconds(1);

    /** From this share of the time on a task counts as held up. */
    static final double HELD_UP_SHARE = 0.5;

    /** A batch may take so many times as long as a single call. */
    private static final int BATCH_FACTOR = 10;

    private final Observations seen;
    private final long now;

    private ActivityRule(Observations seen, long now) {
        this.seen = seen;
        this.now = now;
    }

    /** @param reason the activity in a sentence */
    public record Decision(Activity activity, Instant since, String reason) {}

    /** @param now in milliseconds since the epoch */
    public static Decision decide(Observations seen, long now) {
        var rule = new ActivityRule(seen, now);
        return rule.stalled()
                .or(rule::asked)
                .or(rule::retrying)
                .or(rule::heldUp)
                .or(rule::flowing)
                .orElseGet(rule::idle);
    }

    private Optional<Decision> stalled() {
        var before = seen.at(Place.PREDECESSOR);
        if (before.isPresent()) {
            return decided(
                    Activity.STALLED,
                    before.get().since(),
                    "An earlier start of the task still hangs in a call of the connector's. Two must not deliver at once:"
                            + " this one begins when that call returns.");
        }
        return seen.visits().stream().filter(this::isStall).findFirst().flatMap(this::stalled);
    }

    private boolean isStall(Visit visit) {
        if (seen.givenUp()) {
            return visit.place().isCall();
        }
        if (visit.place().isShortCall()) {
            return visit.lasts(seen.stalledAfter(), now);
        }
        return visit.place().isCall()
                && visit.place() != Place.POLL
                && visit.lasts(seen.stalledAfter().multipliedBy(BATCH_FACTOR), now);
    }

    private Optional<Decision> stalled(Visit visit) {
        var text = "It has been inside " + visit.place().text() + " for "
                + Duration.ofMillis(now - visit.since()).toSeconds() + " s.";
        return decided(
                Activity.STALLED,
                visit.since(),
                seen.givenUp()
                        ? text + " It was interrupted and shut out, and cannot be replaced while it is inside "
                                + visit.place().text() + "."
                        : text);
    }

    private Optional<Decision> asked() {
        if (seen.stopping()) {
            return decided(Activity.STOPPING, now, "It brings what was begun to its end.");
        }
        if (seen.paused()) {
            return decided(Activity.PAUSED, now, "It was paused.");
        }
        return seen.running()
                ? Optional.empty()
                : decided(Activity.STARTING, seen.startedAt(), "The connector's task is being started.");
    }

    private Optional<Decision> retrying() {
        return seen.retrying()
                .map(retry -> new Decision(
                        Activity.RETRYING,
                        retry.since(),
                        "It has failed " + retry.tries() + " times in a row and tries again: " + retry.error()))
                .or(() -> own(Place.RETRY)
                        .flatMap(visit -> decided(
                                Activity.RETRYING,
                                visit.since(),
                                "A transform or converter asks to be tried again (errors.retry.timeout).")));
    }

    private Optional<Visit> own(Place place) {
        return seen.visits().stream()
                .limit(1)
                .filter(visit -> visit.place() == place)
                .findFirst();
    }

    private Optional<Decision> heldUp() {
        var waiting = seen.visits().stream()
                .filter(visit -> visit.place().isHoldup() && visit.lasts(HELD_UP_AFTER, now))
                .findFirst();
        if (waiting.isPresent()) {
            return heldUp(waiting.get().place(), waiting.get().since());
        }
        return seen.heldUp() < HELD_UP_SHARE
                ? Optional.empty()
                : seen.heldUpBy().flatMap(place -> heldUp(place, now));
    }

    private Optional<Decision> heldUp(Place place, long since) {
        return decided(
                Activity.BACKPRESSURED,
                since,
                "It is " + place.text() + ", " + Math.round(seen.heldUp() * 100) + " % of the last minute.");
    }

    private Optional<Decision> flowing() {
        var last = seen.lastFlow();
        if (last.isPresent() && now - last.getAsLong() <= FLOWING_FOR.toMillis()) {
            return decided(Activity.FLOWING, last.getAsLong(), "Records flow.");
        }
        return seen.visits().stream()
                .filter(visit -> visit.place().isCall() && visit.place() != Place.POLL)
                .findFirst()
                .flatMap(visit -> decided(
                        Activity.FLOWING,
                        visit.since(),
                        "Records are inside " + visit.place().text() + "."));
    }

    private Decision idle() {
        var since = seen.lastFlow().orElse(seen.startedAt());
        return new Decision(Activity.IDLE, Instant.ofEpochMilli(since), whyIdle());
    }

    private String whyIdle() {
        if (seen.at(Place.POLL).isPresent()) {
            return "The connector waits in poll for something to read.";
        }
        if (seen.at(Place.ASSIGNMENT).isPresent()) {
            return "It has no partitions to read: others of its group read them all, or none of its topics exists.";
        }
        return seen.at(Place.READ).isPresent()
                ? "All there is to read was read."
                : "The connector finds nothing to read.";
    }

    private static Optional<Decision> decided(Activity activity, long since, String reason) {
        return Optional.of(new Decision(activity, Instant.ofEpochMilli(since), reason));
    }
}
