package com.example.anomaly;

import java.time.Instant;
import java.util.Set;

/**
 * What an identity provider, a scanner or a pipeline reports. The key of its record is the actor.
 *
 * @param actor who did it: a user, a service account, a runner
 * @param action such as {@code login} or {@code scan}
 * @param outcome {@code success} or {@code failure}
 * @param severity {@code low}, {@code medium}, {@code high} or {@code critical}
 * @param time when it happened, which is not when it was reported
 */
public record SecurityEvent(String actor, String action, String outcome, String severity, Instant time) {
    private static final Set<String> SEVERE = Set.of("high", "critical");

    /** A failed login, or a finding of high severity. */
    boolean isSuspicious() {
        return action.equals("login") && outcome.equals("failure") || SEVERE.contains(severity);
    }
}
