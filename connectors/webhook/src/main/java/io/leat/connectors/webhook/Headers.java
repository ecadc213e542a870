package io.leat.connectors.webhook;

import java.util.Optional;

/** The headers of a request; names in any case. */
@FunctionalInterface
interface Headers {

    /** The first value of the header. */
    Optional<String> first(String name);
}
