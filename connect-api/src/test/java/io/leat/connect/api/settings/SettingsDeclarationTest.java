package io.leat.connect.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsDeclarationTest {

    record WithoutAnnotation(String topic) {}

    record UnknownType(@Setting(doc = "x") Thread thread) {}

    record BadDefault(
            @Setting(doc = "x", defaultValue = "ten") int count) {}

    record Twice(
            @Setting(doc = "x", name = "a") String one,
            @Setting(doc = "x", name = "a") String other) {}

    record WorkersKey(@Setting(doc = "x") String name) {}

    record ListOfSecrets(@Setting(doc = "x") List<Secret> secrets) {}

    record Inner(@Setting(doc = "x", defaultValue = "1") int count) {}

    record StrayDefault(
            @Nested(prefix = "", defaults = "size=1") Inner inner) {}

    record Deep(@Nested Middle outer) {}

    record Middle(@Nested Inner inner) {}

    public record Own(String text) {
        public static Own parse(String text) {
            if (!text.startsWith("own:")) {
                throw new IllegalArgumentException("must begin with own:");
            }
            return new Own(text.substring(4));
        }
    }

    record WithOwnType(@Setting(doc = "x") Optional<Own> own) {}

    @Test
    void namesTheComponentThatIsNoSetting() {
        assertThatThrownBy(() -> Settings.of(WithoutAnnotation.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic")
                .hasMessageContaining("@Setting");
    }

    @Test
    void refusesATypeItCannotRead() {
        assertThatThrownBy(() -> Settings.of(UnknownType.class)).hasMessageContaining("java.lang.Thread");
    }

    @Test
    void refusesADefaultThatIsNoValue() {
        assertThatThrownBy(() -> Settings.of(BadDefault.class)).hasMessageContaining("count");
    }

    @Test
    void refusesOneKeyForTwoSettings() {
        assertThatThrownBy(() -> Settings.of(Twice.class)).hasMessageContaining("twice");
    }

    @Test
    void refusesAKeyOfTheWorkers() {
        assertThatThrownBy(() -> Settings.of(WorkersKey.class)).hasMessageContaining("belongs to the worker");
    }

    @Test
    void refusesSecretsInAList() {
        assertThatThrownBy(() -> Settings.of(ListOfSecrets.class)).hasMessageContaining("secret");
    }

    @Test
    void refusesADefaultForASettingThatIsNotThere() {
        assertThatThrownBy(() -> Settings.of(StrayDefault.class)).hasMessageContaining("size");
    }

    @Test
    void joinsPrefixesOfNestedRecords() {
        assertThat(Settings.of(Deep.class).infos()).extracting(SettingInfo::key).containsExactly("outer.inner.count");
    }

    @Test
    void readsATypeOfTheConnectorsOwn() {
        var settings = Settings.of(WithOwnType.class);

        assertThat(settings.parse(Map.of("own", "own:x")).own()).contains(new Own("x"));
        assertThatThrownBy(() -> settings.parse(Map.of("own", "x")))
                .hasMessage("own: must begin with own:, but is \"x\"");
    }
}
