package io.leat.rest.security;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Ends a request with an error; the server's error handler writes the JSON body. */
final class Refusal {

    private Refusal() {}

    static boolean write(Request request, Response response, Callback callback, int status, String message) {
        Response.writeError(request, response, callback, status, message);
        return true;
    }
}
