package io.leat.compatibility.process;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/** What this machine may lack. Where all is to be tested ({@code CI=true}), a lack is a failure; elsewhere it skips. */
public final class Installed {
    private Installed() {}

    /** Skips or fails the test that calls it unless the program is on the {@code PATH}. */
    public static void need(String program) {
        var found = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if (!found) {
            lacking(program + " is not installed");
        }
    }

    /** Skips or fails the test that calls it. */
    public static void lacking(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail(what);
        }
        Assumptions.abort(what);
    }
}
