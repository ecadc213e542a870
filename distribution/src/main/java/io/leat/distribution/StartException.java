package io.leat.distribution;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why Leat did not start, as sentences for the person who started it. */
final class StartException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private StartException(String message, int exitCode, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Everything that is wrong with the configuration, one line each. */
    static StartException configuration(List<String> problems) {
        var lines = new StringBuilder(
                problems.size() == 1
                        ? "the configuration has a problem:"
                        : "the configuration has " + problems.size() + " problems:");
        problems.forEach(
                problem -> lines.append(System.lineSeparator()).append("  ").append(problem));
        return new StartException(lines.toString(), Leat.EXIT_CONFIG, null);
    }

    static StartException environment(String sentence, Throwable cause) {
        return new StartException(sentence, Leat.EXIT_START, cause);
    }

    int exitCode() {
        return exitCode;
    }
}
