package io.leat.broker.handler.topic;

import io.leat.broker.handler.Answer;
import io.leat.broker.quota.Mutations;
import java.util.function.IntConsumer;
import org.apache.kafka.common.errors.ThrottlingQuotaExceededException;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.RequestContext;

/**
 * How many partitions the caller of one request may make or delete. A client that knows the error is refused what it may
 * not; an older one gets it, and waits.
 */
final class MutationAllowance implements IntConsumer {
    private final Mutations mutations;
    private final RequestContext caller;
    private final boolean strict;
    private int throttleMs;

    /** @param strict whether the client knows {@code THROTTLING_QUOTA_EXCEEDED} */
    MutationAllowance(Mutations mutations, RequestContext caller, boolean strict) {
        this.mutations = mutations;
        this.caller = caller;
        this.strict = strict;
    }

    /**
     * Counts partitions that are about to be made or deleted.
     *
     * @throws ThrottlingQuotaExceededException if they must not be
     */
    @Override
    public void accept(int partitions) {
        var wait = strict ? mutations.admit(caller, partitions) : mutations.record(caller, partitions);
        throttleMs = Math.max(throttleMs, wait);
        if (strict && wait > 0) {
            throw new ThrottlingQuotaExceededException(wait, Errors.THROTTLING_QUOTA_EXCEEDED.message());
        }
    }

    /** The response, with the time that the client has to wait. */
    Answer answer(AbstractResponse response) {
        if (throttleMs > 0) {
            response.maybeSetThrottleTimeMs(throttleMs);
        }
        return new Answer.Reply(response, throttleMs);
    }
}
