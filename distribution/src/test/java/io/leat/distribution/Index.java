package io.leat.distribution;

import java.net.URI;
import java.util.BitSet;

/** What lies in an Elasticsearch index of numbered lines. */
final class Index {

    private static final int PAGE = 10_000;

    private final RestClient elasticsearch;
    private final String name;

    Index(URI elasticsearch, String name) {
        this.elasticsearch = new RestClient(elasticsearch);
        this.name = name;
    }

    /** Documents that a search can see by now. */
    long count() {
        elasticsearch.post("/" + name + "/_refresh", "");
        return elasticsearch.get("/" + name + "/_count").body().path("count").asLong();
    }

    /**
     * The numbers of all lines.
     *
     * @throws AssertionError if a number comes twice
     */
    BitSet lines() {
        var lines = new BitSet();
        long after = -1;
        while (true) {
            var hits = elasticsearch
                    .post(
                            "/" + name + "/_search",
                            "{\"size\":" + PAGE
                                    + ",\"_source\":false,\"fields\":[\"line\"],\"sort\":[{\"line\":\"asc\"}],"
                                    + "\"search_after\":[" + after + "]}")
                    .body()
                    .path("hits")
                    .path("hits");
            if (hits.isEmpty()) {
                return lines;
            }
            for (var hit : hits) {
                after = hit.path("sort").path(0).asLong();
                if (lines.get((int) after)) {
                    throw new AssertionError("line " + after + " is there twice");
                }
                lines.set((int) after);
            }
        }
    }
}
