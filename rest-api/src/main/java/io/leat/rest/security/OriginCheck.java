package io.leat.rest.security;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Applies {@link OriginRule}: 403 for a change from a foreign page, CORS headers for a permitted one. */
public final class OriginCheck extends Handler.Wrapper {

    private static final String HEADERS = "Accept, Authorization, Content-Type";
    private static final String PREFLIGHT_SECONDS = "60";

    private final OriginRule rule;

    public OriginCheck(OriginRule rule) {
        this.rule = rule;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        var headers = request.getHeaders();
        var origin = headers.get(HttpHeader.ORIGIN);
        var verdict = rule.decide(request.getMethod(), origin, own(request), headers.get("Sec-Fetch-Site"));
        if (verdict == OriginRule.Verdict.REFUSED) {
            return Refusal.write(
                    request,
                    response,
                    callback,
                    403,
                    "A page of another origin may not change anything here; access.control.allow.origin names those that may");
        }
        if (verdict == OriginRule.Verdict.PERMITTED) {
            response.getHeaders().put("Access-Control-Allow-Origin", origin);
            response.getHeaders().add(HttpHeader.VARY, "Origin");
            if (isPreflight(request)) {
                return answerPreflight(response, callback);
            }
        }
        return super.handle(request, response, callback);
    }

    private static boolean isPreflight(Request request) {
        return HttpMethod.OPTIONS.is(request.getMethod())
                && request.getHeaders().contains("Access-Control-Request-Method");
    }

    private boolean answerPreflight(Response response, Callback callback) {
        response.getHeaders().put("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
        response.getHeaders().put("Access-Control-Allow-Headers", HEADERS);
        response.getHeaders().put("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        response.setStatus(200);
        callback.succeeded();
        return true;
    }

    /** The origin of this server's own pages as the client sees it: a default port is left out. */
    private static String own(Request request) {
        var scheme = request.isSecure() ? HttpScheme.HTTPS : HttpScheme.HTTP;
        var port = Request.getServerPort(request);
        var suffix = port <= 0 || port == scheme.getDefaultPort() ? "" : ":" + port;
        return scheme.asString() + "://" + Request.getServerName(request) + suffix;
    }
}
