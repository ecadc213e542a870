package io.leat.broker.handler.data;

import io.leat.broker.log.Isolation;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * One look at all targets.
 *
 * @param found for each target, in their order
 * @param bytes of records
 * @param failed whether a partition that could have had records has an error instead
 */
record FetchPass(List<PartitionData> found, long bytes, boolean failed) {

    /**
     * Reads until there are {@code most} bytes; the first batch is taken whatever its size, so that a consumer always
     * gets on.
     */
    static FetchPass over(List<FetchTarget> targets, int most, Isolation isolation) {
        var found = new ArrayList<PartitionData>(targets.size());
        var bytes = 0L;
        var failed = false;
        for (var target : targets) {
            var left = (int) Math.max(0, most - bytes);
            var data = target.read(left, bytes == 0, isolation);
            bytes += FetchResponse.recordsSize(data);
            failed |= target.log() != null && data.errorCode() != Errors.NONE.code();
            found.add(data);
        }
        return new FetchPass(found, bytes, failed);
    }
}
