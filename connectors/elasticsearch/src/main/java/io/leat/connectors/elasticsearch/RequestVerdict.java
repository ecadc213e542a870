package io.leat.connectors.elasticsearch;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is to be done about a bulk request as a whole, after its answer or for want of one. */
sealed interface RequestVerdict {

    /** The request was carried out; each item has an answer of its own, in order. */
    record Answered(List<ItemAnswer> items) implements RequestVerdict {}

    /** The cluster could not take the request now. */
    record SendAgain(String reason, Optional<Duration> notBefore) implements RequestVerdict {}

    /** Too large, or spoilt by one of its items: send it in two halves. If it has one item only, that one is rejected. */
    record Halve(ItemAnswer answer) implements RequestVerdict {}

    /** Configuration or permissions are at fault. */
    record Hopeless(String reason) implements RequestVerdict {}
}
