package io.leat.rest;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/**
 * An address to listen on, as in {@code http://127.0.0.1:8083}.
 *
 * @param host empty for all addresses of the machine; IPv6 without brackets
 * @param port 0 for any free one
 */
public record Listener(boolean tls, String host, int port) {

    private static final int MAX_PORT = 65_535;

    /** @throws IllegalArgumentException if it is not in the form above */
    public static Listener parse(String text) {
        var uri = uri(text.trim());
        var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        var authority = uri.getRawAuthority();
        var extra =
                uri.getRawQuery() != null || !uri.getRawPath().replace("/", "").isEmpty();
        if (!scheme.matches("https?") || authority == null || extra) {
            throw malformed(text);
        }
        var colon = authority.lastIndexOf(':');
        if (colon < 0) {
            throw malformed(text);
        }
        var host = authority.substring(0, colon);
        return new Listener(
                scheme.equals("https"), host.replaceAll("^\\[|]$", ""), port(text, authority.substring(colon + 1)));
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException wrong) {
            throw malformed(text);
        }
    }

    private static int port(String text, String given) {
        if (!given.matches("\\d{1,5}") || Integer.parseInt(given) > MAX_PORT) {
            throw malformed(text);
        }
        return Integer.parseInt(given);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("\"" + text + "\" must be http://<host>:<port> or https://<host>:<port>");
    }

    /** Whether this machine alone can reach it. Other names than these are not looked up: what they mean may change. */
    public boolean isLoopback() {
        return host.equalsIgnoreCase("localhost") || host.matches("127(\\.\\d{1,3}){3}") || host.equals("::1");
    }

    /** The address once the port is known. */
    URI at(int actualPort) {
        return URI.create(new Listener(tls, host.isEmpty() ? "0.0.0.0" : host, actualPort).toString());
    }

    @Override
    public String toString() {
        var shown = host.contains(":") ? "[" + host + "]" : host;
        return (tls ? "https://" : "http://") + shown + ":" + port;
    }
}
