package io.leat.runtime;

/** Looks closely at connectors that run here. No method waits for a plugin. */
public interface Details {

    /** @throws RequestException.NotFound if there is no such connector */
    ConnectorDetail of(String connector);
}
