package io.leat.connect.api.settings;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/** A configuration that cannot be used, with everything that is wrong with it. */
public final class SettingsException extends ConfigException {

    private static final long serialVersionUID = 1L;

    private final transient List<SettingProblem> problems;

    public SettingsException(List<SettingProblem> problems) {
        super(text(problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, in the order of the settings. */
    public List<SettingProblem> problems() {
        return problems;
    }

    private static String text(List<SettingProblem> problems) {
        if (problems.size() == 1) {
            return problems.get(0).toString();
        }
        return problems.stream()
                .map(problem -> "\n  - " + problem)
                .collect(Collectors.joining("", problems.size() + " problems:", ""));
    }
}
