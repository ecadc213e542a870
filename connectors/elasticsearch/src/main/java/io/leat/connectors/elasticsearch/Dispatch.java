package io.leat.connectors.elasticsearch;

import io.leat.connect.api.fault.ConfigFault;
import io.leat.connect.api.fault.ExternalFault;
import io.leat.connectors.delivery.RetryPolicy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the shipments of lanes and acts on the answers: what is put off is sent again after a while by the same lane, what
 * is refused as a whole is halved. Every method needs the lock; answers arrive without it and take it.
 */
final class Dispatch {

    private static final Logger log = LoggerFactory.getLogger(Dispatch.class);

    private final Cluster cluster;
    private final RetryPolicy retries;
    private final Versions versions;
    private final Outcomes outcomes;
    private final SinkMetrics metrics;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock;
    private boolean everAnswered;
    private boolean over;

    Dispatch(
            Cluster cluster,
            RetryPolicy retries,
            Versions versions,
            Outcomes outcomes,
            SinkMetrics metrics,
            ScheduledExecutorService timer,
            ReentrantLock lock) {
        this.cluster = cluster;
        this.retries = retries;
        this.versions = versions;
        this.outcomes = outcomes;
        this.metrics = metrics;
        this.timer = timer;
        this.lock = lock;
    }

    /** Sends what the lane has to send, if its last request is settled. */
    void advance(Lane lane) {
        while (!over) {
            var next = lane.takeNext();
            if (next.isEmpty()) {
                return;
            }
            var shipment = withoutClosed(next.get());
            if (!shipment.items().isEmpty()) {
                send(lane, shipment.sentAt(System.nanoTime()));
                return;
            }
            lane.release();
        }
    }

    /** Sends nothing more and ignores answers. */
    void end() {
        over = true;
    }

    private Shipment withoutClosed(Shipment shipment) {
        shipment.items().stream().filter(item -> item.session().closed()).forEach(outcomes::dropped);
        return shipment.without(item -> item.session().closed());
    }

    private void send(Lane lane, Shipment shipment) {
        var lines = shipment.bulk().linesOf(shipment.items());
        var sent = System.nanoTime();
        metrics.requestSent(lines);
        var unused = answerTo(lines).handle((answer, failure) -> {
            metrics.requestAnswered(System.nanoTime() - sent);
            var verdict = failure == null
                    ? AnswerRules.decide(answer, shipment.items().size())
                    : AnswerRules.decide(failure);
            locked(() -> act(lane, shipment, verdict));
            return verdict;
        });
    }

    private CompletableFuture<Cluster.Answer> answerTo(List<ByteBuffer> lines) {
        try {
            return cluster.bulk(lines);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void act(Lane lane, Shipment shipment, RequestVerdict verdict) {
        if (over) {
            return;
        }
        if (verdict instanceof RequestVerdict.Answered answered) {
            everAnswered = true;
            settle(lane, shipment, answered.items());
        } else if (verdict instanceof RequestVerdict.SendAgain again) {
            later(lane, shipment.again(), again.reason(), again.notBefore().orElse(Duration.ZERO));
        } else if (verdict instanceof RequestVerdict.Halve halve) {
            halve(lane, shipment, halve.answer());
        } else if (verdict instanceof RequestVerdict.Hopeless hopeless) {
            giveUp(new ConfigFault(hopeless.reason()));
        }
    }

    private void settle(Lane lane, Shipment shipment, List<ItemAnswer> answers) {
        var verdicts = new ArrayList<Verdict>(answers.size());
        for (int i = 0; i < answers.size(); i++) {
            var item = shipment.items().get(i);
            verdicts.add(ItemRules.decide(item.action(), answers.get(i), versions.highestOwn(item.session())));
        }
        var again = shipment.again(verdicts);
        var kept = again.items().stream().map(Item::start).collect(Collectors.toSet());
        for (int i = 0; i < verdicts.size() && !over; i++) {
            var item = shipment.items().get(i);
            if (!kept.contains(item.start())) {
                settle(item, verdicts.get(i));
            }
        }
        if (!again.items().isEmpty()) {
            later(lane, again, firstReason(verdicts), Duration.ZERO);
        } else {
            lane.release();
            advance(lane);
        }
    }

    private void settle(Item item, Verdict verdict) {
        if (item.session().closed()) {
            outcomes.dropped(item);
        } else if (verdict instanceof Verdict.Hopeless hopeless) {
            giveUp(new ConfigFault(item.name() + ": " + hopeless.reason()));
        } else if (verdict instanceof Verdict.Rejected rejected) {
            outcomes.rejected(item, rejected.answer());
        } else {
            metrics.written(verdict instanceof Verdict.AlreadyThere);
            outcomes.settled(item);
        }
    }

    private void halve(Lane lane, Shipment shipment, ItemAnswer answer) {
        if (shipment.items().size() > 1) {
            lane.pushFront(shipment.secondHalf());
            lane.pushFront(shipment.firstHalf());
        } else if (answer.status() == 413 || everAnswered) {
            outcomes.rejected(shipment.items().get(0), answer);
        } else {
            // No request has ever been understood, so it is not this record's fault.
            giveUp(new ConfigFault("Elasticsearch does not understand the requests: " + answer));
        }
        lane.release();
        advance(lane);
    }

    private void later(Lane lane, Shipment shipment, String reason, Duration askedFor) {
        if (over) {
            return;
        }
        var since = Duration.ofNanos(shipment.sinceNanos() == 0 ? 0 : System.nanoTime() - shipment.sinceNanos());
        var decision = retries.decide(shipment.failures(), since, askedFor);
        if (decision instanceof RetryPolicy.Decision.GiveUp giveUp) {
            giveUp(new ExternalFault("Sending " + shipment.items().size() + " documents failed " + shipment.failures()
                    + " times, " + giveUp.reason() + ": " + reason));
            return;
        }
        var after = ((RetryPolicy.Decision.Again) decision).after();
        tell(shipment, reason, after);
        metrics.putOff(shipment.items().size());
        if (!timer.isShutdown()) {
            var unused = timer.schedule(
                    () -> locked(() -> sendAgain(lane, shipment)), after.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sendAgain(Lane lane, Shipment shipment) {
        lane.pushFront(shipment);
        lane.release();
        advance(lane);
    }

    private void giveUp(RuntimeException cause) {
        over = true;
        outcomes.hopeless(cause);
    }

    /** The first failure and then ever more rarely: an outage of an hour is not worth a thousand lines. */
    private static void tell(Shipment shipment, String reason, Duration after) {
        if (Integer.bitCount(shipment.failures()) == 1) {
            log.warn(
                    "{} documents from {} on were put off, failure {} in a row; trying again in {} ms: {}",
                    shipment.items().size(),
                    shipment.items().get(0).name(),
                    shipment.failures(),
                    after.toMillis(),
                    reason);
        }
    }

    private static String firstReason(List<Verdict> verdicts) {
        return verdicts.stream()
                .filter(Verdict.SendAgain.class::isInstance)
                .map(verdict -> ((Verdict.SendAgain) verdict).reason())
                .findFirst()
                .orElse("");
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
