package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PresetsTest {

    @Test
    void javaKeepsAStackTraceWithItsMessage() {
        var trace = """
                2026-11-23 16:00:00 ERROR could not save
                java.lang.IllegalStateException: no disk
                \tat io.example.Store.save(Store.java:42)
                \tat io.example.Main.main(Main.java:7)
                Caused by: java.io.IOException: full
                \tat java.base/java.io.FileOutputStream.write(Native Method)
                \t... 2 more""";

        assertThat(events(MultilineSettings.Preset.JAVA, trace + "\n2026-11-23 16:00:01 INFO next\n"))
                .containsExactly(trace, "2026-11-23 16:00:01 INFO next");
    }

    @Test
    void pythonKeepsChainedTracebacksWithTheirMessage() {
        var trace = """
                ERROR:root:could not save
                Traceback (most recent call last):
                  File "store.py", line 42, in save
                    write(data)
                OSError: [Errno 28] No space left on device

                During handling of the above exception, another exception occurred:

                Traceback (most recent call last):
                  File "main.py", line 7, in <module>
                    save()
                store.errors.SaveFailed: no disk""";

        assertThat(events(MultilineSettings.Preset.PYTHON, trace + "\nINFO:root:next\n"))
                .containsExactly(trace, "INFO:root:next");
    }

    @Test
    void syslogKeepsLinesWithoutATimeWithTheOneBefore() {
        assertThat(events(MultilineSettings.Preset.SYSLOG, """
                        Nov 23 16:00:00 host app[1]: first
                        and more of it
                        <34>1 2026-11-23T16:00:01Z host app 1 - - second
                        2026-11-23T16:00:02+00:00 host app: third
                          and more
                        """))
                .containsExactly(
                        "Nov 23 16:00:00 host app[1]: first\nand more of it",
                        "<34>1 2026-11-23T16:00:01Z host app 1 - - second",
                        "2026-11-23T16:00:02+00:00 host app: third\n  and more");
    }

    private static List<String> events(MultilineSettings.Preset preset, String text) {
        var settings = new MultilineSettings(
                preset, Grouping.Mode.NONE, Optional.empty(), Optional.empty(), Duration.ofSeconds(1));
        var scanner = new EventScanner(
                new LineScanner(new byte[] {'\n'}), settings.grouping(StandardCharsets.UTF_8), 100_000, LongLine.SPLIT);
        return EventScannerTest.events(scanner, text, Ending.QUIET);
    }
}
