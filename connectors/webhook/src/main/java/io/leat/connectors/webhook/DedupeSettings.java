package io.leat.connectors.webhook;

import io.leat.connect.api.settings.Setting;
import java.time.Duration;

/** How long a delivery's id is remembered, so that its repetition makes no second record. */
record DedupeSettings(
        @Setting(
                name = "dedupe.window.ms",
                doc = "How long ids are remembered; 0 takes every delivery as new.",
                defaultValue = "1 h",
                min = 0,
                group = "Repetitions")
        Duration window,

        @Setting(
                name = "dedupe.max.ids",
                doc = "How many ids are remembered at most.",
                defaultValue = "20000",
                min = 1,
                max = 10_000_000,
                group = "Repetitions")
        int maxIds) {}
