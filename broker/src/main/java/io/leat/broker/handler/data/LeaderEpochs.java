package io.leat.broker.handler.data;

import io.leat.broker.log.ServedLog;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;

/** Compares the leader epoch that a client believes in with the one that there is. */
final class LeaderEpochs {

    private LeaderEpochs() {}

    /** @param believed {@code currentLeaderEpoch} of a request, -1 if the client does not say */
    static Errors check(int believed) {
        if (believed == RecordBatch.NO_PARTITION_LEADER_EPOCH || believed == ServedLog.LEADER_EPOCH) {
            return Errors.NONE;
        }
        return believed < ServedLog.LEADER_EPOCH ? Errors.FENCED_LEADER_EPOCH : Errors.UNKNOWN_LEADER_EPOCH;
    }
}
