package io.leat.runtime;

import io.leat.runtime.inspect.TapPoints;
import io.leat.runtime.state.ConfigStore;

/** Taps of connectors that there are. */
record ConnectorTaps(ConfigStore configs, TapPoints points) implements Taps {

    @Override
    public Tap open(String connector, int rate) {
        if (rate < 1 || rate > FASTEST) {
            throw new RequestException.Invalid("rate must be from 1 to " + FASTEST + ", but is " + rate);
        }
        if (configs.snapshot().config(connector).isEmpty()) {
            throw new RequestException.NotFound("Connector " + connector + " not found");
        }
        return points.open(connector, rate);
    }
}
