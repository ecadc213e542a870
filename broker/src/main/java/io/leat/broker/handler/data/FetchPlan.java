package io.leat.broker.handler.data;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchMetadata;

/** What to read for a request, and how to tell it: depends on the request's session. */
sealed interface FetchPlan {

    List<Wanted> wanted();

    /** @param found for each wish, in their order */
    FetchResponseData answer(List<PartitionData> found);

    /** The answer to a consumer over its quota: no partition, and nothing counts as told. */
    FetchResponseData nothing();

    /** The request names everything, and so does the answer. */
    record Full(List<Wanted> wanted) implements FetchPlan {

        @Override
        public FetchResponseData answer(List<PartitionData> found) {
            return response(FetchMetadata.INVALID_SESSION_ID, wanted, found, allOf(wanted));
        }

        @Override
        public FetchResponseData nothing() {
            return new FetchResponseData();
        }
    }

    /** As {@link Full}, and the answer offers a session. */
    record Opening(List<Wanted> wanted, boolean byTopicId, FetchSessions sessions) implements FetchPlan {

        @Override
        public FetchResponseData answer(List<PartitionData> found) {
            var session = sessions.create(byTopicId, wanted.size());
            session.ifPresent(opened -> opened.begin(wanted, found));
            var id = session.map(FetchSession::id).orElse(FetchMetadata.INVALID_SESSION_ID);
            return response(id, wanted, found, allOf(wanted));
        }

        @Override
        public FetchResponseData nothing() {
            return new FetchResponseData();
        }
    }

    /** The request names what it wants changed, the answer what is new. */
    record Continuing(FetchSession session, FetchSession.Turn turn) implements FetchPlan {

        @Override
        public List<Wanted> wanted() {
            return turn.wanted();
        }

        @Override
        public FetchResponseData answer(List<PartitionData> found) {
            return session.isAt(turn)
                    ? response(session.id(), turn.wanted(), found, session.news(turn, found))
                    : failed(Errors.INVALID_FETCH_SESSION_EPOCH);
        }

        @Override
        public FetchResponseData nothing() {
            return session.isAt(turn)
                    ? new FetchResponseData().setSessionId(session.id())
                    : failed(Errors.INVALID_FETCH_SESSION_EPOCH);
        }
    }

    static FetchResponseData failed(Errors error) {
        return new FetchResponseData().setErrorCode(error.code());
    }

    private static List<Integer> allOf(List<Wanted> wanted) {
        return IntStream.range(0, wanted.size()).boxed().toList();
    }

    /** Partitions of a topic that follow each other share its entry. */
    private static FetchResponseData response(
            int sessionId, List<Wanted> wanted, List<PartitionData> found, List<Integer> places) {
        var response = new FetchResponseData().setSessionId(sessionId);
        var topics = response.responses();
        Uuid lastId = null;
        String lastName = null;
        for (var place : places) {
            var key = wanted.get(place).key();
            if (!key.topicId().equals(lastId) || !key.topic().equals(lastName)) {
                topics.add(new FetchableTopicResponse().setTopic(key.topic()).setTopicId(key.topicId()));
                lastId = key.topicId();
                lastName = key.topic();
            }
            topics.get(topics.size() - 1).partitions().add(found.get(place));
        }
        return response;
    }
}
