package io.leat.connectors.delivery;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Takes a partly accepted batch apart. */
final class PartlySettled {

    private PartlySettled() {}

    /** Tells the listener of every item that is settled; the others in their order. Items go by identity. */
    static <T> List<T> tell(List<T> sent, BatchOutcome.Partly<T> partly, BatchListener<T> listener) {
        Set<T> open = Collections.newSetFromMap(new IdentityHashMap<>());
        open.addAll(partly.again());
        Set<T> unsettled = Collections.newSetFromMap(new IdentityHashMap<>());
        unsettled.addAll(open);
        partly.refused().forEach(refused -> unsettled.add(refused.item()));
        sent.stream().filter(item -> !unsettled.contains(item)).forEach(listener::delivered);
        partly.refused().forEach(refused -> listener.refused(refused.item(), refused.cause()));
        return sent.stream().filter(open::contains).toList();
    }
}
