package io.leat.rest.http;

import java.time.Clock;
import java.util.List;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Headers on every response: those that keep browsers from guessing, framing and storing, then the user's rules. Put in
 * before handling begins, they are there on errors too.
 */
public final class ResponseHeaders implements HttpConfiguration.Customizer {

    private static final List<HeaderRule> SAFE = List.of(
            new HeaderRule(HeaderRule.Action.SET, "X-Content-Type-Options", "nosniff"),
            new HeaderRule(HeaderRule.Action.SET, "X-Frame-Options", "DENY"),
            new HeaderRule(
                    HeaderRule.Action.SET, "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            new HeaderRule(HeaderRule.Action.SET, "Referrer-Policy", "no-referrer"),
            new HeaderRule(HeaderRule.Action.SET, "Cache-Control", "no-store"));

    private final List<HeaderRule> rules;
    private final Clock clock;

    public ResponseHeaders(List<HeaderRule> rules, Clock clock) {
        this.rules = List.copyOf(rules);
        this.clock = clock;
    }

    @Override
    public Request customize(Request request, HttpFields.Mutable headers) {
        SAFE.forEach(rule -> apply(rule, headers));
        rules.forEach(rule -> apply(rule, headers));
        return request;
    }

    private void apply(HeaderRule rule, HttpFields.Mutable headers) {
        switch (rule.action()) {
            case SET -> headers.put(rule.header(), rule.value());
            case ADD -> headers.add(rule.header(), rule.value());
            case SET_DATE -> headers.put(rule.header(), date(rule));
            case ADD_DATE -> headers.add(rule.header(), date(rule));
        }
    }

    private String date(HeaderRule rule) {
        return DateGenerator.formatDate(clock.millis() + Long.parseLong(rule.value()));
    }
}
