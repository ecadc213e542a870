package io.leat.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.plugin.FolderChanges.Step;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FolderChangesTest {

    private static final Path JDBC = Path.of("/plugins/jdbc");

    @Test
    void keepsWhatHasNotChanged() {
        assertThat(decide(Map.of(JDBC, "1"), Map.of(), Map.of(JDBC, "1"))).containsExactly(Map.entry(JDBC, Step.KEEP));
    }

    @Test
    void waitsForANewFolderUntilItIsTheSameTwice() {
        assertThat(decide(Map.of(), Map.of(), Map.of(JDBC, "1"))).containsExactly(Map.entry(JDBC, Step.WAIT));
        assertThat(decide(Map.of(), Map.of(JDBC, "1"), Map.of(JDBC, "2"))).containsExactly(Map.entry(JDBC, Step.WAIT));
        assertThat(decide(Map.of(), Map.of(JDBC, "2"), Map.of(JDBC, "2"))).containsExactly(Map.entry(JDBC, Step.OPEN));
    }

    @Test
    void waitsForAReplacementUntilItIsTheSameTwice() {
        assertThat(decide(Map.of(JDBC, "1"), Map.of(JDBC, "1"), Map.of(JDBC, "2")))
                .containsExactly(Map.entry(JDBC, Step.WAIT));
        assertThat(decide(Map.of(JDBC, "1"), Map.of(JDBC, "2"), Map.of(JDBC, "2")))
                .containsExactly(Map.entry(JDBC, Step.REPLACE));
    }

    @Test
    void takesChangesForCompleteWhenAskedTo() {
        assertThat(FolderChanges.decide(Map.of(), Map.of(), Map.of(JDBC, "1"), true))
                .containsExactly(Map.entry(JDBC, Step.OPEN));
    }

    @Test
    void dropsWhatIsGone() {
        assertThat(decide(Map.of(JDBC, "1"), Map.of(JDBC, "1"), Map.of()))
                .containsExactly(Map.entry(JDBC, Step.REMOVE));
    }

    private static Map<Path, Step> decide(Map<Path, String> opened, Map<Path, String> before, Map<Path, String> now) {
        return FolderChanges.decide(opened, before, now, false);
    }
}
