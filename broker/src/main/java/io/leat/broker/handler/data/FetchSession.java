package io.leat.broker.handler.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * What a consumer has asked for and been told so far, so that its requests and the answers need to name only what has
 * changed (<a href="https://cwiki.apache.org/confluence/x/gJ5zB">KIP-227</a>). Guarded by its own lock, because another
 * connection may use the session's id, rightly or not.
 */
final class FetchSession {
    private final int id;
    private final boolean byTopicId;
    private final long createdAt;
    private final Map<Wanted.Key, Told> partitions = new LinkedHashMap<>();
    private int nextEpoch = FetchMetadata.nextEpoch(FetchMetadata.INITIAL_EPOCH);
    private volatile int size;

    /** A wish, and what the consumer was told last. */
    private record Told(Wanted wanted, long highWatermark, long logStart) {}

    /** What to read for a request in this session, whose epoch was {@code epoch}. */
    record Turn(List<Wanted> wanted, int epoch) {}

    FetchSession(int id, boolean byTopicId, long now) {
        this.id = id;
        this.byTopicId = byTopicId;
        this.createdAt = now;
    }

    int id() {
        return id;
    }

    boolean byTopicId() {
        return byTopicId;
    }

    long createdAt() {
        return createdAt;
    }

    /** How many partitions it remembers. */
    int size() {
        return size;
    }

    /** Takes the first wishes and what was answered to them. */
    synchronized void begin(List<Wanted> wanted, List<PartitionData> answered) {
        for (var i = 0; i < wanted.size(); i++) {
            partitions.put(wanted.get(i).key(), told(wanted.get(i), answered.get(i)));
        }
        size = partitions.size();
    }

    private static Told told(Wanted wanted, PartitionData answer) {
        // An error is sent again until it is gone, and then the partition too.
        return answer.errorCode() == Errors.NONE.code()
                ? new Told(wanted, answer.highWatermark(), answer.logStartOffset())
                : new Told(wanted, FetchResponse.INVALID_HIGH_WATERMARK, answer.logStartOffset());
    }

    /** Whether this is the epoch that the next request has to have. */
    synchronized boolean expects(int epoch) {
        return epoch == nextEpoch;
    }

    /** Takes the changes of a request and returns everything that is wanted now. */
    synchronized Turn next(Collection<Wanted> changed, Collection<Wanted.Key> forgotten) {
        for (var wanted : changed) {
            partitions.merge(
                    wanted.key(),
                    new Told(wanted, FetchResponse.INVALID_HIGH_WATERMARK, FetchResponse.INVALID_LOG_START_OFFSET),
                    (old, fresh) -> new Told(wanted, old.highWatermark, old.logStart));
        }
        partitions.keySet().removeAll(forgotten);
        size = partitions.size();
        var epoch = nextEpoch;
        nextEpoch = FetchMetadata.nextEpoch(nextEpoch);
        var all = new ArrayList<Wanted>(size);
        partitions.values().forEach(told -> all.add(told.wanted));
        return new Turn(all, epoch);
    }

    /** Whether no other request has come in since this turn. */
    synchronized boolean isAt(Turn turn) {
        return nextEpoch == FetchMetadata.nextEpoch(turn.epoch());
    }

    /**
     * Leaves out what the consumer knows already, and remembers the rest as told. Partitions with records go to the end
     * of the line, so that each gets its turn when an answer cannot hold all.
     *
     * @param answers to the turn's wishes, in their order
     * @return the places of those that the answer has to hold
     */
    synchronized List<Integer> news(Turn turn, List<PartitionData> answers) {
        var news = new ArrayList<Integer>();
        for (var i = 0; i < answers.size(); i++) {
            var answer = answers.get(i);
            var key = turn.wanted().get(i).key();
            var known = partitions.get(key);
            if (known == null || isNews(known, answer)) {
                news.add(i);
            }
            if (known != null) {
                remember(key, told(known.wanted, answer), FetchResponse.recordsSize(answer) > 0);
            }
        }
        return news;
    }

    private static boolean isNews(Told known, PartitionData answer) {
        return answer.errorCode() != Errors.NONE.code()
                || FetchResponse.recordsSize(answer) > 0
                || answer.highWatermark() != known.highWatermark
                || answer.logStartOffset() != known.logStart
                || FetchResponse.isDivergingEpoch(answer);
    }

    private void remember(Wanted.Key key, Told told, boolean toTheEnd) {
        if (toTheEnd) {
            partitions.remove(key);
        }
        partitions.put(key, told);
    }
}
