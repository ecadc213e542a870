package io.leat.rest.view;

import io.leat.runtime.Worker.Health;

/** {@code GET /health}: {@code healthy}, {@code starting} or {@code unhealthy}, and why. */
public record HealthView(String status, String message) {

    public static HealthView of(Health health) {
        return new HealthView(health.status(), health.message());
    }
}
