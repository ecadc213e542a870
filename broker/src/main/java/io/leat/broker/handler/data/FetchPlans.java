package io.leat.broker.handler.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchMetadata;
import org.apache.kafka.common.requests.FetchRequest;

/** Finds the session of a request, or what is wrong with it. */
final class FetchPlans {
    private static final short FIRST_WITH_TOPIC_IDS = 13;

    private final FetchSessions sessions;

    FetchPlans(FetchSessions sessions) {
        this.sessions = sessions;
    }

    /** @throws ApiException if the session is unknown, or used out of turn */
    FetchPlan plan(FetchRequest request, short version) {
        var metadata = request.metadata();
        var byTopicId = version >= FIRST_WITH_TOPIC_IDS;
        if (!metadata.isFull()) {
            return continued(request, metadata, byTopicId);
        }
        if (metadata.sessionId() != FetchMetadata.INVALID_SESSION_ID) {
            sessions.remove(metadata.sessionId());
        }
        var wanted = wanted(request);
        return metadata.epoch() == FetchMetadata.FINAL_EPOCH
                ? new FetchPlan.Full(wanted)
                : new FetchPlan.Opening(wanted, byTopicId, sessions);
    }

    private FetchPlan continued(FetchRequest request, FetchMetadata metadata, boolean byTopicId) {
        var session = sessions.use(metadata.sessionId()).orElseThrow(Errors.FETCH_SESSION_ID_NOT_FOUND::exception);
        var changed = wanted(request);
        synchronized (session) {
            if (!session.expects(metadata.epoch())) {
                throw Errors.INVALID_FETCH_SESSION_EPOCH.exception();
            }
            if (session.byTopicId() != byTopicId) {
                throw Errors.FETCH_SESSION_TOPIC_ID_ERROR.exception();
            }
            var before = session.size();
            var turn = session.next(changed, forgotten(request));
            if (session.size() > before && !sessions.keepGrown(session)) {
                throw Errors.FETCH_SESSION_ID_NOT_FOUND.exception();
            }
            if (session.size() > 0) {
                return new FetchPlan.Continuing(session, turn);
            }
        }
        sessions.remove(session.id());
        return new FetchPlan.Full(changed);
    }

    /** One wish for each partition: the last counts. */
    private static List<Wanted> wanted(FetchRequest request) {
        Map<Wanted.Key, Wanted> wanted = new LinkedHashMap<>();
        for (var topic : request.data().topics()) {
            for (var partition : topic.partitions()) {
                var one = Wanted.of(topic, partition);
                wanted.put(one.key(), one);
            }
        }
        return List.copyOf(wanted.values());
    }

    private static List<Wanted.Key> forgotten(FetchRequest request) {
        var forgotten = new ArrayList<Wanted.Key>();
        for (var topic : request.data().forgottenTopicsData()) {
            topic.partitions().forEach(partition -> forgotten.add(Wanted.key(topic, partition)));
        }
        return forgotten;
    }
}
