package io.leat.broker.handler.data;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ForgottenTopic;

/**
 * What a consumer wants of one partition.
 *
 * @param offset the first one that it does not have
 * @param maxBytes most bytes of records from this partition
 * @param leaderEpoch the one that the consumer believes in, -1 if it does not say
 * @param lastEpoch of the last record that it has, -1 if it does not say
 */
record Wanted(Key key, long offset, int maxBytes, int leaderEpoch, int lastEpoch) {

    /** A partition as requests name it: by the topic's id from version 13 on, by its name before; the other is empty. */
    record Key(Uuid topicId, String topic, int partition) {

        boolean byId() {
            return !topicId.equals(Uuid.ZERO_UUID);
        }
    }

    static Wanted of(FetchTopic topic, FetchPartition partition) {
        return new Wanted(
                key(topic.topicId(), topic.topic(), partition.partition()),
                partition.fetchOffset(),
                partition.partitionMaxBytes(),
                partition.currentLeaderEpoch(),
                partition.lastFetchedEpoch());
    }

    static Key key(ForgottenTopic topic, int partition) {
        return key(topic.topicId(), topic.topic(), partition);
    }

    private static Key key(Uuid topicId, String topic, int partition) {
        return new Key(topicId, topicId.equals(Uuid.ZERO_UUID) ? topic : "", partition);
    }
}
