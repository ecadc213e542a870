package io.leat.connect.api.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OffsetCodecTest {

    record Position(String file, long bytes, int line, boolean done, double share, Optional<String> note) {
        Position {
            if (bytes < 0) {
                throw new IllegalArgumentException("bytes must not be negative");
            }
        }
    }

    record Unstorable(List<String> names) {}

    private final OffsetCodec<Position> codec = OffsetCodec.of(Position.class);

    @Test
    void givesBackWhatItStored() {
        var position = new Position("a.log", 1L << 40, 7, true, 0.25, Optional.of("x"));

        assertThat(codec.decode(codec.encode(position))).isEqualTo(position);
    }

    @Test
    void leavesOutAnEmptyOptional() {
        assertThat(codec.encode(new Position("a", 1, 1, false, 0, Optional.empty())))
                .doesNotContainKey("note");
    }

    @Test
    void readsTheNumberTypesThatAJsonStoreGivesBack() {
        var decoded = codec.decode(Map.of("file", "a", "bytes", 5, "line", 6L, "done", false, "share", 1L));

        assertThat(decoded).isEqualTo(new Position("a", 5, 6, false, 1.0, Optional.empty()));
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        assertThatThrownBy(() -> codec.decode(Map.of("file", 1, "bytes", 1.5, "line", 1L << 40, "done", "no")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("file must be a string")
                .hasMessageContaining("bytes must be a long")
                .hasMessageContaining("line must be a int")
                .hasMessageContaining("done must be a boolean")
                .hasMessageContaining("share is missing");
    }

    @Test
    void appliesTheRecordsOwnRules() {
        assertThatThrownBy(() -> codec.decode(Map.of("file", "a", "bytes", -1, "line", 0, "done", false, "share", 0.0)))
                .hasMessageContaining("bytes must not be negative");
    }

    @Test
    void ignoresFieldsOfANewerVersion() {
        var map = new HashMap<>(codec.encode(new Position("a", 1, 1, false, 0, Optional.empty())));
        map.put("later", "x");

        assertThat(codec.decode(map).file()).isEqualTo("a");
    }

    @Test
    void refusesAFieldThatStoresCannotHold() {
        assertThatThrownBy(() -> OffsetCodec.of(Unstorable.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("names");
    }
}
