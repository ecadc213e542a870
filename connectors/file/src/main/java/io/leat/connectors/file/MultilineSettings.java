package io.leat.connectors.file;

import io.leat.connect.api.settings.Problems;
import io.leat.connect.api.settings.Setting;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** How lines are put together to one record. The modes are those of Vector's file source. */
public record MultilineSettings(
        @Setting(
                doc = "Patterns for well-known logs: java and python keep a stack trace with its message, syslog keeps"
                        + " lines without a time stamp with the one before.",
                defaultValue = "none")
        Preset preset,

        @Setting(
                doc = "continue_through: following lines that match the condition belong to it; continue_past: and one"
                        + " more; halt_before: it ends before the line that matches; halt_with: it ends with it.",
                defaultValue = "none")
        Grouping.Mode mode,

        @Setting(doc = "Lines that may begin a group; every line if not given.")
        Optional<Pattern> startPattern,

        @Setting(doc = "Decides by the mode which following lines belong to the group.")
        Optional<Pattern> conditionPattern,

        @Setting(doc = "A group is taken as it is when no line came for this long.", defaultValue = "1 s", min = 1)
        Duration timeout) {

    private static final Pattern ANY = Pattern.compile("");

    /** Groupings that need no patterns. */
    public enum Preset {
        NONE,
        JAVA,
        PYTHON,
        SYSLOG
    }

    public MultilineSettings {
        var patterns = startPattern.isPresent() || conditionPattern.isPresent();
        new Problems()
                .check(
                        preset == Preset.NONE || (mode == Grouping.Mode.NONE && !patterns),
                        "preset",
                        "goes without mode, start.pattern and condition.pattern")
                .check(
                        preset != Preset.NONE || mode != Grouping.Mode.NONE || !patterns,
                        "mode",
                        "is needed where start.pattern or condition.pattern is given")
                .check(
                        mode == Grouping.Mode.NONE || conditionPattern.isPresent(),
                        "condition.pattern",
                        "is needed by mode " + mode.name().toLowerCase(java.util.Locale.ROOT))
                .throwIfAny();
    }

    Grouping grouping(Charset charset) {
        return switch (preset) {
            case NONE -> new Grouping(mode, startPattern.orElse(ANY), conditionPattern.orElse(ANY), charset);
            case JAVA -> new Grouping(Grouping.Mode.CONTINUE_THROUGH, ANY, Presets.JAVA, charset);
            case PYTHON -> new Grouping(Grouping.Mode.CONTINUE_THROUGH, ANY, Presets.PYTHON, charset);
            case SYSLOG -> new Grouping(Grouping.Mode.HALT_BEFORE, ANY, Presets.SYSLOG, charset);
        };
    }
}
