package io.leat.rest.http;

import java.util.function.Predicate;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Keeps the admin API to the listeners that {@code admin.listeners} gives it, and everything else off them. */
public final class AdminScope extends Handler.Wrapper {

    private final Predicate<Connector> mayAdmin;
    private final Predicate<Connector> mayOther;

    public AdminScope(Predicate<Connector> mayAdmin, Predicate<Connector> mayOther) {
        this.mayAdmin = mayAdmin;
        this.mayOther = mayOther;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var path = Request.getPathInContext(request);
        var admin = path.equals("/admin") || path.startsWith("/admin/");
        var connector = request.getConnectionMetaData().getConnector();
        if ((admin ? mayAdmin : mayOther).test(connector)) {
            return super.handle(request, response, callback);
        }
        Response.writeError(request, response, callback, 404);
        return true;
    }
}
