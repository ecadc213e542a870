package io.leat.rest.security;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What pages of other sites may do in a browser. They may read nothing, which the browser sees to, and change nothing,
 * which is refused here: a form on a foreign page can be sent anywhere, and only its origin tells.
 *
 * @param origins such as {@code https://console.example.com}; {@code *} for all
 * @param methods what they may use; Connect's default where none is given
 */
public record OriginRule(Set<String> origins, Set<String> methods) {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    public OriginRule {
        origins = Set.copyOf(origins);
        methods = methods.isEmpty() ? Set.of("GET", "HEAD", "POST") : Set.copyOf(methods);
    }

    /** How a request stands to this server. */
    enum Verdict {
        /** Not from a foreign page. */
        OWN,
        /** From a page of an origin that the settings allow. */
        PERMITTED,
        /** From a foreign page, and harmless: the browser keeps the answer from it. */
        READ_ONLY,
        /** From a foreign page, to change something. */
        REFUSED
    }

    /**
     * @param origin the header {@code Origin}, {@code own} what it would be for this server's own pages
     * @param fetchSite the header {@code Sec-Fetch-Site}, which browsers set and pages cannot
     */
    Verdict decide(String method, @Nullable String origin, String own, @Nullable String fetchSite) {
        var foreign = origin == null ? "cross-site".equals(fetchSite) : !origin.equalsIgnoreCase(own);
        if (!foreign) {
            return Verdict.OWN;
        }
        if (origin != null && (origins.contains("*") || origins.contains(origin))) {
            return Verdict.PERMITTED;
        }
        return READING.contains(method) ? Verdict.READ_ONLY : Verdict.REFUSED;
    }
}
