package io.leat.rest.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.runtime.ConnectorType;
import io.leat.runtime.Previews;
import io.leat.runtime.ValidationResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows one record, whose stages are always the same, so many times. */
record FakePreviews(FakeWorker worker) implements Previews {

    @Override
    public Preview run(String plugin, Map<String, String> config, int records, Duration time) {
        var text = new Data("line", "string");
        var polled = new Shown("lines", Optional.empty(), Optional.empty(), new Data(null, "none"), text, Map.of());
        var bytes = new Data("{\"line\":1}".getBytes(UTF_8), "bytes");
        var written = new Shown(
                "lines", Optional.of(1), Optional.of(5L), new Data(null, "bytes"), bytes, Map.of("origin", text));
        var one = new Previewed(
                Map.of("partition", Map.of("file", "a"), "offset", Map.of("position", 5)),
                List.of(
                        new Stage("poll", List.of(polled)),
                        new Stage("transform drop", List.of()),
                        new Stage("converters", List.of(written))),
                "failed",
                Optional.of("transform drop failed"));
        return new Preview(ConnectorType.SOURCE, Collections.nCopies(records, one), "records in " + time.toSeconds());
    }

    @Override
    public ValidationResult dryRun(String plugin, Map<String, String> config) {
        var result = worker.validate(plugin, config);
        return new ValidationResult(result.name(), 1, result.groups(), result.configs(), List.of("dry run"));
    }
}
