package io.leat.rest.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.runtime.Metrics.Kind;
import io.leat.runtime.Metrics.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusTextTest {

    @Test
    void headsEachNameOnceAndKeepsItsSamplesTogether() {
        var text = PrometheusText.of(List.of(
                counter("leat_records_total", Map.of("task", "0"), 42),
                gauge("leat_lag", Map.of(), 1.5),
                counter("leat_records_total", Map.of("task", "1"), 7)));

        assertThat(text).isEqualTo("""
                        # HELP leat_records_total Help.
                        # TYPE leat_records_total counter
                        leat_records_total{task="0"} 42
                        leat_records_total{task="1"} 7
                        # HELP leat_lag Help.
                        # TYPE leat_lag gauge
                        leat_lag 1.5
                        """);
    }

    @Test
    void escapesLabelsAndHelp() {
        var sample = new Sample("x", "back\\slash\nline", Kind.GAUGE, Map.of("path", "C:\\dir \"quoted\"\nnext"), 1);

        assertThat(PrometheusText.of(List.of(sample)))
                .contains("# HELP x back\\\\slash\\nline\n")
                .contains("x{path=\"C:\\\\dir \\\"quoted\\\"\\nnext\"} 1\n");
    }

    @Test
    void makesNamesValid() {
        var labels = new TreeMap<>(Map.of("connector-name", "a", "1st", "b"));

        assertThat(PrometheusText.of(List.of(gauge("task.batch-size", labels, 1))))
                .contains("task_batch_size{_1st=\"b\",connector_name=\"a\"} 1");
    }

    @Test
    void writesASeriesOnceWhereItComesTwice() {
        var text = PrometheusText.of(List.of(gauge("x", Map.of("a", "b"), 1), gauge("x", Map.of("a", "b"), 2)));

        assertThat(text).contains("x{a=\"b\"} 2\n").doesNotContain("x{a=\"b\"} 1\n");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-3, -3",
        "1234567890123, 1234567890123",
        "0.25, 0.25",
        "1e300, 1.0E300",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf"
    })
    void writesNumbersAsPrometheusReadsThem(double value, String expected) {
        assertThat(PrometheusText.of(List.of(gauge("x", Map.of(), value)))).endsWith("\nx " + expected + "\n");
    }

    private static Sample counter(String name, Map<String, String> labels, double value) {
        return new Sample(name, "Help.", Kind.COUNTER, labels, value);
    }

    private static Sample gauge(String name, Map<String, String> labels, double value) {
        return new Sample(name, "Help.", Kind.GAUGE, labels, value);
    }
}
