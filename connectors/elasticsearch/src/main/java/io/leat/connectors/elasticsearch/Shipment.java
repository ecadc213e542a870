package io.leat.connectors.elasticsearch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * Items of one bulk that travel in one request.
 *
 * @param failures how often they were put off in a row
 * @param sinceNanos when they were first sent, on the clock of {@link System#nanoTime}; 0 before that
 */
record Shipment(Bulk bulk, List<Item> items, int failures, long sinceNanos) {

    static Shipment of(Bulk bulk) {
        return new Shipment(bulk, bulk.items(), 0, 0);
    }

    Shipment sentAt(long nanos) {
        return sinceNanos != 0 ? this : new Shipment(bulk, items, failures, nanos);
    }

    Shipment firstHalf() {
        return new Shipment(bulk, items.subList(0, items.size() / 2), 0, 0);
    }

    Shipment secondHalf() {
        return new Shipment(bulk, items.subList(items.size() / 2, items.size()), 0, 0);
    }

    Shipment without(Predicate<Item> excluded) {
        var kept = items.stream().filter(item -> !excluded.test(item)).toList();
        return new Shipment(bulk, kept, failures, sinceNanos);
    }

    Shipment again() {
        return new Shipment(bulk, items, failures + 1, sinceNanos);
    }

    /**
     * What to send again: the items that were put off, and those of the same documents after them that were written.
     * Without these an older change would end up above a newer one.
     *
     * @param verdicts one per item
     */
    Shipment again(List<Verdict> verdicts) {
        var again = new ArrayList<Item>();
        var putOff = new HashSet<String>();
        for (int i = 0; i < items.size(); i++) {
            var item = items.get(i);
            if (verdicts.get(i) instanceof Verdict.SendAgain) {
                again.add(item);
                if (item.action().dependsOnOrder()) {
                    putOff.add(item.index() + '/' + item.id());
                }
            } else if (followsOneOf(putOff, item) && verdicts.get(i) instanceof Verdict.Written) {
                again.add(item);
            }
        }
        // Some were settled: the cluster gets on, so the patience with it starts anew.
        return again.size() < items.size()
                ? new Shipment(bulk, again, 1, 0)
                : new Shipment(bulk, again, failures + 1, sinceNanos);
    }

    private static boolean followsOneOf(HashSet<String> putOff, Item item) {
        return !putOff.isEmpty() && item.action().dependsOnOrder() && putOff.contains(item.index() + '/' + item.id());
    }
}
