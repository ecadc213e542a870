package io.leat.rest.view;

import io.leat.runtime.Metrics.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Samples as Prometheus reads them, text format 0.0.4:
 *
 * <pre>
 * # HELP leat_records_total Records written.
 * # TYPE leat_records_total counter
 * leat_records_total{connector="src",task="0"} 42
 * </pre>
 *
 * The samples of one name stand together under one heading, whatever order they come in; of two with equal labels the
 * later wins, because a repeated series makes a scrape fail as a whole.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
public final class PrometheusText {

    public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private PrometheusText() {}

    public static String of(List<Sample> samples) {
        var families = new LinkedHashMap<String, Map<String, Sample>>();
        for (var sample : samples) {
            families.computeIfAbsent(metricName(sample.name()), name -> new LinkedHashMap<>())
                    .put(labels(sample.labels()), sample);
        }
        var text = new StringBuilder();
        families.forEach((name, series) -> family(text, name, series));
        return text.toString();
    }

    private static void family(StringBuilder text, String name, Map<String, Sample> series) {
        var first = series.values().iterator().next();
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help(first.help()))
                .append('\n');
        text.append("# TYPE ").append(name).append(' ');
        text.append(first.kind().name().toLowerCase(Locale.ROOT)).append('\n');
        series.forEach((labels, sample) -> text.append(name)
                .append(labels)
                .append(' ')
                .append(number(sample.value()))
                .append('\n'));
    }

    private static String labels(Map<String, String> labels) {
        return labels.isEmpty()
                ? ""
                : labels.entrySet().stream()
                        .map(label -> labelName(label.getKey()) + "=\"" + value(label.getValue()) + '"')
                        .collect(Collectors.joining(",", "{", "}"));
    }

    private static String metricName(String name) {
        return startingWell(name.replaceAll("[^a-zA-Z0-9_:]", "_"));
    }

    private static String labelName(String name) {
        return startingWell(name.replaceAll("[^a-zA-Z0-9_]", "_"));
    }

    private static String startingWell(String name) {
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static String help(String help) {
        return help.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static String value(String value) {
        return help(value).replace("\"", "\\\"");
    }

    private static String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        var whole = (long) value;
        return whole == value && Math.abs(value) < 1e15 ? Long.toString(whole) : Double.toString(value);
    }
}
