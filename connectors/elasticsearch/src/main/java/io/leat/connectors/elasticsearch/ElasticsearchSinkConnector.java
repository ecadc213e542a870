package io.leat.connectors.elasticsearch;

import io.leat.connect.api.OnlineCheck;
import io.leat.connect.api.SinkStart;
import io.leat.connect.api.SinkWriter;
import io.leat.connect.api.TypedSinkConnector;
import io.leat.connect.api.settings.Problems;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Writes records as documents to Elasticsearch 8 and 9; see {@code docs/connectors/elasticsearch.md}. */
public final class ElasticsearchSinkConnector extends TypedSinkConnector<ElasticsearchSinkSettings>
        implements OnlineCheck<ElasticsearchSinkSettings> {

    public ElasticsearchSinkConnector() {
        super(ElasticsearchSinkSettings.class);
    }

    @Override
    protected SinkWriter open(ElasticsearchSinkSettings settings, SinkStart start) {
        var connection = settings.connection();
        var http = Connections.open(connection, settings.bulk().maxInFlightRequests());
        var cluster =
                new HttpCluster(http, parameters(settings.documents()), connection.compression(), Clock.systemUTC());
        return new ElasticsearchSinkWriter(
                settings, start.context(), cluster, Clock.systemUTC(), new SplittableRandom());
    }

    @Override
    public void check(ElasticsearchSinkSettings settings, Problems problems) {
        ConnectionCheck.run(settings.connection(), problems);
    }

    private static Map<String, String> parameters(DocumentSettings documents) {
        var parameters = new HashMap<String, String>();
        documents.pipeline().ifPresent(name -> parameters.put("pipeline", name));
        if (documents.requireAlias()) {
            parameters.put("require_alias", "true");
        }
        return parameters;
    }
}
