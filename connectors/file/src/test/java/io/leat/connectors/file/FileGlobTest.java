package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileGlobTest {

    @ParameterizedTest
    @CsvSource({
        "/var/log/*.log, /var/log, /var/log/app.log",
        "/var/../srv/./log/*.log, /srv/log, /srv/log/app.log",
        "/*.log, /, /app.log",
        "/../*.log, /, /app.log",
    })
    void matchesFilesByTheirNormalPath(String glob, String root, String file) {
        var parsed = FileGlob.parse(glob);

        assertThat(parsed.root()).isEqualTo(Path.of(root));
        assertThat(parsed.matches(Path.of(file))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"./log/*.log", "log/*.log", "log/../log/./*.log"})
    void takesRelativeGlobsFromTheWorkingFolder(String glob) {
        assertThat(FileGlob.parse(glob).matches(Path.of("log/app.log").toAbsolutePath()))
                .isTrue();
    }
}
