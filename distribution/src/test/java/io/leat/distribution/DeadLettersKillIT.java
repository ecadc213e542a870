package io.leat.distribution;

import static io.leat.distribution.ScriptedLeat.await;
import static io.leat.distribution.ScriptedLeat.markAndCheck;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is killed with −9, again and again, while it replays dead letters. */
class DeadLettersKillIT {

    private static final int LETTERS = 800;
    private static final int KILLS = 2;

    @TempDir
    private Path folder;

    private ScriptedLeat leat;

    @BeforeEach
    void start() {
        leat = new ScriptedLeat(folder);
    }

    @AfterEach
    void stop() {
        leat.close();
    }

    @Test
    void ofASinkAllAreDeliveredAtLeastOnceAndNoneIsLost() {
        leat.source("in", Map.of());
        leat.sink("out", "in", markAndCheck("dead"));
        replayAndKill("out", "in", () -> leat.recorded("out").size());

        assertThat(Set.copyOf(leat.recorded("out"))).containsExactlyInAnyOrderElementsOf(expected());
    }

    @Test
    void ofASourceAllAreDeliveredOnce() {
        leat.source("in", markAndCheck("dead"));
        replayAndKill("in", "in", () -> leat.values("in").size());

        assertThat(leat.values("in")).containsExactlyInAnyOrderElementsOf(expected());
    }

    private void replayAndKill(String connector, String input, Supplier<Integer> delivered) {
        leat.write(input, IntStream.range(0, LETTERS).mapToObj(i -> "bad " + i).toArray(String[]::new));
        await().untilAsserted(() -> assertThat(leat.letters(connector, "open")).isEqualTo(LETTERS));
        var path = "/connectors/" + connector;
        assertThat(leat.rest()
                        .patch(path + "/config", "{\"transforms.check.forbidden\":\"worse\"}")
                        .status())
                .isEqualTo(200);
        assertThat(leat.rest()
                        .post(path + "/dead-letters/replay", "{\"all\":true}")
                        .body()
                        .path("count")
                        .asInt())
                .isEqualTo(LETTERS);

        for (var kill = 0; kill < KILLS; kill++) {
            var before = delivered.get();
            await().until(() -> delivered.get() > before || before >= LETTERS);
            leat.killAndStart();
        }
        await().untilAsserted(
                        () -> assertThat(leat.letters(connector, "replayed")).isEqualTo(LETTERS));
        assertThat(leat.letters(connector, "open") + leat.letters(connector, "replaying"))
                .isZero();
        var total = leat.get(path + "/ledger").path("total");
        assertThat(total.path("imbalance").asLong()).isZero();
        assertThat(total.path("dead_lettered").asLong()).isEqualTo(LETTERS);
    }

    private static List<String> expected() {
        return IntStream.range(0, LETTERS).mapToObj(i -> "bad " + i + "+").toList();
    }
}
