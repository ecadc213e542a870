package io.leat.broker.handler.data;

import io.leat.broker.log.Isolation;
import java.util.List;

/**
 * What a consumer asks for, and how long it would wait for it.
 *
 * @param minBytes how many bytes of records are worth an answer
 * @param maxBytes of records in the answer
 */
record Fetch(List<FetchTarget> targets, Isolation isolation, int minBytes, int maxBytes, int maxWaitMs) {

    FetchPass pass() {
        return FetchPass.over(targets, maxBytes, isolation);
    }

    boolean isEnough(FetchPass pass) {
        return pass.bytes() >= minBytes || pass.failed();
    }

    /** Whether waiting could change anything. */
    boolean mayWait() {
        return maxWaitMs > 0 && targets.stream().anyMatch(target -> target.log() != null);
    }

    boolean hasNews() {
        return targets.stream().anyMatch(target -> target.hasNews(isolation));
    }
}
