package io.leat.rest;

import io.leat.rest.http.AdminScope;
import io.leat.rest.http.Deadline;
import io.leat.rest.http.StartGate;
import io.leat.rest.http.WholeAnswer;
import io.leat.rest.http.WholeBody;
import io.leat.rest.security.AuthenticationCheck;
import io.leat.rest.security.Authenticator;
import io.leat.rest.security.HostCheck;
import io.leat.rest.security.OriginCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * The handlers every request passes, outermost first. Nothing of a body is read before the checks are passed; then it is
 * read whole, and the answer is written, without holding a thread, so that a slow client costs its own bytes only.
 */
final class Handlers {

    private Handlers() {}

    static Handler chain(RestSettings settings, Ports ports, Optional<Authenticator> authenticator, StartGate gate) {
        var chain = new ArrayList<Handler.Singleton>();
        chain.add(new GracefulHandler());
        chain.add(new HostCheck(settings.hosts(), ports::isLoopback));
        chain.add(new OriginCheck(settings.origins()));
        chain.add(new AdminScope(ports::mayAdmin, ports::mayServe));
        authenticator.ifPresent(present -> chain.add(
                new AuthenticationCheck(present, settings.authentication().openHealth())));
        chain.addAll(limits(settings.limits()));
        chain.add(gate);
        for (var i = 1; i < chain.size(); i++) {
            chain.get(i - 1).setHandler(chain.get(i));
        }
        return chain.get(0);
    }

    /** A request may take as long as the worker may take, and its client's dawdling. */
    private static List<Handler.Singleton> limits(Limits limits) {
        return List.of(
                new Deadline(limits.requestTimeout().plus(limits.transferTimeout())),
                new WholeBody(limits.maxBodyBytes()),
                new WholeAnswer());
    }
}
