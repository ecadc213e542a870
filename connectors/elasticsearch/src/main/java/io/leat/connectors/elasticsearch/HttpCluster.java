package io.leat.connectors.elasticsearch;

import co.elastic.clients.transport.TransportOptions;
import co.elastic.clients.transport.http.TransportHttpClient;
import co.elastic.clients.util.BinaryData;
import io.leat.connectors.delivery.RetryAfter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Elasticsearch over HTTP, by the lower layer of elasticsearch-java: it knows about nodes, connections and authentication,
 * and carries bytes as they are. The typed client above it would serialise each document a second time.
 */
final class HttpCluster implements Cluster {

    private static final Logger log = LoggerFactory.getLogger(HttpCluster.class);
    private static final @Nullable TransportOptions NO_OPTIONS = null;

    /** The client asks for answers in the form of version 8, which 9 gives too; then the request must be in it as well. */
    private static final String NDJSON = "application/vnd.elasticsearch+x-ndjson; compatible-with=8";

    private final TransportHttpClient http;
    private final Map<String, String> parameters;
    private final Optional<Gzip> gzip;
    private final InstantSource clock;

    /** @param parameters of every bulk request, such as {@code pipeline} */
    HttpCluster(TransportHttpClient http, Map<String, String> parameters, boolean compression, InstantSource clock) {
        this.http = http;
        this.parameters = new HashMap<>(parameters);
        this.parameters.put("filter_path", BulkAnswer.FILTER_PATH);
        this.gzip = compression ? Optional.of(new Gzip()) : Optional.empty();
        this.clock = clock;
    }

    @Override
    public CompletableFuture<Answer> bulk(List<ByteBuffer> lines) {
        var headers = new HashMap<>(Map.of("Content-Type", NDJSON));
        if (gzip.isPresent()) {
            headers.put("Content-Encoding", "gzip");
            return gzip.get()
                    .compress(lines)
                    .thenCompose(body -> send(
                            new TransportHttpClient.Request("POST", "/_bulk", parameters, headers, List.of(body))));
        }
        return send(new TransportHttpClient.Request("POST", "/_bulk", parameters, headers, lines));
    }

    @Override
    public void close() {
        try {
            http.close();
        } catch (IOException e) {
            log.debug("Closing the connections to Elasticsearch", e);
        }
        gzip.ifPresent(Gzip::close);
    }

    private CompletableFuture<Answer> send(TransportHttpClient.Request request) {
        return http.performRequestAsync("bulk", null, request, NO_OPTIONS)
                .handle((response, failure) -> failure == null ? answer(response) : answer(failure));
    }

    private Answer answer(TransportHttpClient.Response response) {
        try (response) {
            return new Answer(
                    response.statusCode(), bytes(response.body()), retryAfter(response.header("Retry-After")));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    /** The client reports an answer that is an error as a failure; to us it is an answer. */
    private Answer answer(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (!(cause instanceof ResponseException answered)) {
            throw new CompletionException(cause);
        }
        var response = answered.getResponse();
        return new Answer(
                response.getStatusLine().getStatusCode(),
                bytes(response),
                retryAfter(response.getHeader("Retry-After")));
    }

    private Optional<Duration> retryAfter(@Nullable String header) {
        return Optional.ofNullable(header).flatMap(text -> RetryAfter.parse(text, clock.instant()));
    }

    private static ByteBuffer bytes(@Nullable BinaryData body) throws IOException {
        return body == null ? ByteBuffer.allocate(0) : body.asByteBuffer();
    }

    private static ByteBuffer bytes(Response response) {
        try {
            return response.getEntity() == null
                    ? ByteBuffer.allocate(0)
                    : ByteBuffer.wrap(EntityUtils.toByteArray(response.getEntity()));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
