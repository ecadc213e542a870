package io.leat.rest.view;

import io.leat.runtime.DeadLetterQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** @param next what to give as {@code after} for the next page; null at the end */
public record DeadLetterPageView(
        List<DeadLetterView> letters, @Nullable String next) {

    public static DeadLetterPageView of(DeadLetterQueue.Page page) {
        return new DeadLetterPageView(
                page.letters().stream().map(DeadLetterView::of).toList(),
                page.next().orElse(null));
    }
}
