package io.leat.rest;

import java.util.List;

/**
 * Where the admin API is served.
 *
 * @param shared on the listeners of everything else
 * @param own on these, which serve nothing else; neither means nowhere
 */
public record AdminListeners(boolean shared, List<Listener> own) {

    public AdminListeners {
        own = List.copyOf(own);
    }
}
