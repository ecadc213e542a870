package io.leat.rest.security;

import java.util.function.Predicate;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Applies {@link HostRule}: 403 for a name that is not this server's. */
public final class HostCheck extends Handler.Wrapper {

    private final HostRule rule;
    private final Predicate<Connector> loopback;

    /** @param loopback which connectors only this machine can reach */
    public HostCheck(HostRule rule, Predicate<Connector> loopback) {
        this.rule = rule;
        this.loopback = loopback;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var connector = request.getConnectionMetaData().getConnector();
        if (rule.allows(Request.getServerName(request), loopback.test(connector))) {
            return super.handle(request, response, callback);
        }
        return Refusal.write(
                request,
                response,
                callback,
                403,
                "This server is not known by the host name of the request; add the name to rest.allowed.hosts if it is its own");
    }
}
