package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailMetricsTest {

    @TempDir
    Path folder;

    @Test
    void countsUnderTheNamesThatAreDocumented() throws IOException {
        var metrics = new TailMetrics();

        metrics.read(3, 600);
        metrics.read(1, 200);
        metrics.longLine();
        metrics.malformedLine();
        metrics.cutFile();
        metrics.files(5, 2, 4);
        metrics.reached(List.of(new Reach(file("0123456789"), 4, 4, true, true)));

        var figures = new LinkedHashMap<String, Long>();
        metrics.figures().forEach((name, value) -> figures.put(name, value.getAsLong()));
        assertThat(figures)
                .isEqualTo(Map.of(
                        "records-read-total", 4L,
                        "bytes-read-total", 800L,
                        "long-lines-total", 1L,
                        "malformed-lines-total", 1L,
                        "files-cut-total", 1L,
                        "files-read", 5L,
                        "files-waiting", 2L,
                        "files-open", 4L,
                        "source-lag-bytes", 6L,
                        "source-lag-files", 1L));
    }

    @Test
    void lagsBehindWhatIsWrittenWhileNothingIsRead() throws IOException {
        var growing = file("read");
        var read = file("whole");
        var packed = file("??");
        var metrics = new TailMetrics();
        metrics.reached(List.of(
                new Reach(growing, 4, 4, true, false),
                new Reach(read, 5, 5, true, false),
                new Reach(packed, 0, 0, false, true)));
        assertThat(lag(metrics, "bytes")).isZero();
        assertThat(lag(metrics, "files")).as("the packed one").isEqualTo(1);

        Files.writeString(growing.toPath(), " and more", StandardOpenOption.APPEND);
        assertThat(lag(metrics, "bytes")).isEqualTo(9);
        assertThat(lag(metrics, "files")).isEqualTo(2);
    }

    private static long lag(TailMetrics metrics, String unit) {
        return metrics.figures().get("source-lag-" + unit).getAsLong();
    }

    private File file(String content) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "tailed", ".log"), content)
                .toFile();
    }
}
