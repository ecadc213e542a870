package io.leat.runtime.connector;

import io.leat.runtime.metrics.Registry;

/** Puts the figures of a connector on show, until they are closed. */
@FunctionalInterface
public interface ConnectorFigures {

    Registry.Shown show(String connector);
}
