package io.leat.rest.view;

import io.leat.rest.view.PreviewView.ShownView;
import io.leat.runtime.Taps.Tapped;
import java.util.Map;

/** @param missed records that passed since the one before without being shown */
public record TappedView(int task, Map<String, Object> position, ShownView record, long missed) {

    public static TappedView of(Tapped tapped) {
        return new TappedView(tapped.task(), tapped.position(), ShownView.of(tapped.record()), tapped.missed());
    }
}
