package io.leat.compatibility.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/**
 * A program that has ended.
 *
 * @param command what was run
 * @param exitCode 0 by custom if all went well
 * @param output standard output and error, in the order in which they were written
 */
public record Finished(List<String> command, int exitCode, String output) {

    /** Fails with the program's output unless it ended with 0. */
    public Finished succeeded() {
        assertThat(exitCode)
                .as("exit code of %s, which said:%n%s", command, output)
                .isZero();
        return this;
    }

    /** Its lines without empty ones. */
    public List<String> lines() {
        return output.lines().filter(line -> !line.isBlank()).toList();
    }

    public String lastLine() {
        var lines = lines();
        return lines.get(lines.size() - 1);
    }
}
