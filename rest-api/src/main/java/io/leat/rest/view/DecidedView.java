package io.leat.rest.view;

import io.leat.runtime.DeadLetterQueue;
import java.util.List;

/**
 * What became of a request about several dead letters.
 *
 * @param count how many it concerns
 * @param skipped some of those that it does not, and why
 * @param more whether to ask again: one request takes so many only
 */
public record DecidedView(int count, List<SkippedView> skipped, boolean more) {

    public record SkippedView(String id, String reason) {}

    public static DecidedView of(DeadLetterQueue.Done done) {
        return new DecidedView(
                done.count(),
                done.skipped().stream()
                        .map(each -> new SkippedView(each.id(), each.reason()))
                        .toList(),
                done.more());
    }
}
