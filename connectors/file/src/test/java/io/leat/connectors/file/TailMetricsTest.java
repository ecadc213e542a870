package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TailMetricsTest {

    @Test
    void countsUnderTheNamesThatAreDocumented() {
        var metrics = new TailMetrics();

        metrics.read(3, 600);
        metrics.read(1, 200);
        metrics.longLine();
        metrics.malformedLine();
        metrics.cutFile();
        metrics.files(5, 2, 4);

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
                        "files-open", 4L));
    }
}
