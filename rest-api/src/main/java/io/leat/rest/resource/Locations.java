package io.leat.rest.resource;

import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;

/** Where things are found; relative, so that the address the client used comes before it. */
final class Locations {

    private Locations() {}

    static URI topic(String name) {
        return UriBuilder.fromPath("/topics").segment("{name}").build(name);
    }

    static URI connector(String name) {
        return UriBuilder.fromPath("/connectors").segment("{name}").build(name);
    }
}
