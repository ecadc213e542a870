package io.leat.rest.view;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The topics a connector has used; the answer carries it under the connector's name. */
public record ActiveTopicsView(List<String> topics) {

    public static Map<String, ActiveTopicsView> of(String connector, Collection<String> topics) {
        return Map.of(connector, new ActiveTopicsView(topics.stream().sorted().toList()));
    }
}
