package io.leat.connectors.elasticsearch;

import co.elastic.clients.transport.rest_client.RestClientHttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.impl.nio.client.HttpAsyncClientBuilder;
import org.apache.http.impl.nio.reactor.IOReactorConfig;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;

/** Makes HTTP clients of {@link ConnectionSettings}. */
final class Connections {

    private static final int IO_THREADS = 2;

    private Connections() {}

    /** @param maxInFlight requests that may be under way at a time */
    static RestClientHttpClient open(ConnectionSettings settings, int maxInFlight) {
        var hosts = settings.url().stream()
                .map(url -> new HttpHost(url.getHost(), url.getPort(), url.getScheme()))
                .toArray(HttpHost[]::new);
        var builder = RestClient.builder(hosts)
                .setDefaultHeaders(credentials(settings))
                .setMetaHeaderEnabled(false)
                .setRequestConfigCallback(request -> request.setConnectTimeout(
                                (int) settings.connectTimeout().toMillis())
                        .setSocketTimeout((int) settings.readTimeout().toMillis()))
                .setHttpClientConfigCallback(http -> configure(http, settings, maxInFlight));
        if (!settings.pathPrefix().isEmpty()) {
            builder.setPathPrefix(settings.pathPrefix());
        }
        return new RestClientHttpClient(builder.build());
    }

    private static HttpAsyncClientBuilder configure(
            HttpAsyncClientBuilder http, ConnectionSettings settings, int maxInFlight) {
        http.setMaxConnPerRoute(maxInFlight)
                .setMaxConnTotal(maxInFlight * settings.url().size())
                .disableAuthCaching()
                .setKeepAliveStrategy(
                        (response, context) -> settings.maxIdleTime().toMillis())
                .setConnectionTimeToLive(10, TimeUnit.MINUTES)
                .setDefaultIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(IO_THREADS)
                        .setConnectTimeout((int) settings.connectTimeout().toMillis())
                        .setSoKeepAlive(true)
                        .build());
        if (settings.url().get(0).getScheme().equals("https")) {
            http.setSSLContext(settings.tls().context());
            if (settings.tls().hostCheck() == TlsSettings.HostCheck.NONE) {
                http.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);
            }
        }
        return http;
    }

    /** Sent with each request, so that no request is refused first and repeated. */
    private static Header[] credentials(ConnectionSettings settings) {
        if (settings.apiKey().isPresent()) {
            return new Header[] {
                new BasicHeader(
                        "Authorization", "ApiKey " + settings.apiKey().get().value())
            };
        }
        if (settings.username().isEmpty() || settings.password().isEmpty()) {
            return new Header[0];
        }
        var pair = settings.username().get() + ":" + settings.password().get().value();
        var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return new Header[] {new BasicHeader("Authorization", "Basic " + encoded)};
    }
}
