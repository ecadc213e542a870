package io.leat.connectors.elasticsearch;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one server without authentication that the module's tests share, and stops it after the last. */
final class ElasticsearchExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace SHARED =
            ExtensionContext.Namespace.create(ElasticsearchExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        var type = parameter.getParameter().getType();
        return type == IndexClient.class || type == TcpGate.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var running = context.getRoot()
                .getStore(SHARED)
                .getOrComputeIfAbsent(Running.class, key -> Running.start(), Running.class);
        return parameter.getParameter().getType() == TcpGate.class
                ? running.gate()
                : new IndexClient(running.server().url());
    }

    private record Running(ElasticsearchServer server, TcpGate gate)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {

        static Running start() {
            var server = ElasticsearchServer.start();
            return new Running(server, new TcpGate(server.url()));
        }

        @Override
        public void close() {
            gate.close();
            server.close();
        }
    }
}
