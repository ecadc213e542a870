package io.leat.broker.network;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.ApiVersionsHandler;
import io.leat.broker.handler.Dispatcher;
import io.leat.broker.handler.Handler;
import io.leat.broker.handler.Handlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.internals.BrokerSecurityConfigs;
import org.apache.kafka.common.network.ChannelBuilders;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.security.authenticator.CredentialCache;
import org.apache.kafka.common.utils.Time;

/** A server whose handlers the test gives; on a free port unless the settings say otherwise. */
final class TestServer implements AutoCloseable {
    private final BoundListeners listeners;
    private final RequestThreads threads;
    private final NetworkServer server;

    TestServer(Map<String, String> settings, Handler<?>... handlers) {
        this(settings, ClientQuotas.NONE, handlers);
    }

    TestServer(Map<String, String> settings, ClientQuotas quotas, Handler<?>... handlers) {
        var given = new HashMap<>(settings);
        given.putIfAbsent("broker.listeners", "PLAINTEXT://127.0.0.1:0");
        var network = NetworkSettings.of(new AbstractConfig(NetworkSettings.define(new ConfigDef()), given, false));
        var security = new AbstractConfig(BrokerSecurityConfigs.CONFIG_DEF, given, false);
        var all = new ArrayList<Handler<?>>(List.of(handlers));
        var versions = new ApiVersionsHandler(all);
        all.add(versions);
        listeners = BoundListeners.bind(network);
        threads = new RequestThreads(network);
        server = NetworkServer.start(
                network,
                listeners,
                (listener, log, answer) -> ChannelBuilders.serverChannelBuilder(
                        listener.name(),
                        false,
                        listener.protocol(),
                        security,
                        new CredentialCache(),
                        null,
                        Time.SYSTEM,
                        log,
                        answer),
                new Dispatcher(new Handlers(all), threads, System::nanoTime),
                versions::response,
                quotas,
                Time.SYSTEM);
    }

    /** A handler of one function, called on a network thread. */
    static <R extends AbstractRequest> Handler<R> handler(
            ApiKeys key, BiFunction<R, RequestContext, CompletableFuture<Answer>> function) {
        return new Handler<>() {
            @Override
            public ApiKeys key() {
                return key;
            }

            @Override
            public CompletableFuture<Answer> handle(R request, RequestContext context) {
                return function.apply(request, context);
            }
        };
    }

    int port() {
        return listeners.listeners().get(0).port();
    }

    WireClient connect() {
        return new WireClient(port());
    }

    NetworkServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
        threads.close();
    }
}
