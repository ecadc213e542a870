package io.leat.connect.api;

import io.leat.connect.api.settings.Setting;
import java.time.Duration;

/** Whether and for how long a connector tries its settings when it is registered. */
record ValidationSettings(
        @Setting(
                name = "validation.online.enabled",
                doc = "Try the connection when the connector is registered or validated.",
                defaultValue = "true",
                group = "Validation")
        boolean enabled,

        @Setting(
                name = "connection.validation.timeout.ms",
                doc = "Longest time that trying the connection may take.",
                defaultValue = "10 s",
                min = 1,
                max = 80_000,
                group = "Validation")
        Duration timeout) {}
