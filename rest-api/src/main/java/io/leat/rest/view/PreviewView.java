package io.leat.rest.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.leat.runtime.Previews.Data;
import io.leat.runtime.Previews.Preview;
import io.leat.runtime.Previews.Previewed;
import io.leat.runtime.Previews.Shown;
import io.leat.runtime.Previews.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration did with each record.
 *
 * @param ended why there are no more: {@code records}, {@code time}, {@code end of topics} or {@code failed: …}
 */
public record PreviewView(String type, String ended, List<PreviewedView> records) {

    public static PreviewView of(Preview preview) {
        return new PreviewView(
                preview.type().name().toLowerCase(Locale.ROOT),
                preview.ended(),
                preview.records().stream().map(PreviewedView::of).toList());
    }

    /** @param error what failed, absent if nothing did */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record PreviewedView(
            Map<String, Object> position,
            String outcome,
            @Nullable String error,
            List<StageView> stages) {

        static PreviewedView of(Previewed record) {
            return new PreviewedView(
                    record.position(),
                    record.outcome(),
                    record.error().orElse(null),
                    record.stages().stream().map(StageView::of).toList());
        }
    }

    /** What came out of a stage. */
    public record StageView(String stage, List<ShownView> records) {

        static StageView of(Stage stage) {
            return new StageView(
                    stage.name(), stage.records().stream().map(ShownView::of).toList());
        }
    }

    /** @param timestamp milliseconds since the epoch */
    public record ShownView(
            String topic,
            @Nullable Integer partition,
            @Nullable Long timestamp,
            DataView key,
            DataView value,
            Map<String, DataView> headers) {

        public static ShownView of(Shown record) {
            var headers = new LinkedHashMap<String, DataView>();
            record.headers().forEach((name, data) -> headers.put(name, DataView.of(data)));
            return new ShownView(
                    record.topic(),
                    record.partition().orElse(null),
                    record.timestamp().orElse(null),
                    DataView.of(record.key()),
                    DataView.of(record.value()),
                    headers);
        }
    }

    /** @param schema the type in Connect; for bytes, how they are shown: {@code json}, {@code text} or {@code base64} */
    public record DataView(@Nullable Object data, String schema) {

        static DataView of(Data data) {
            if (data.data() == null || data.data() instanceof byte[]) {
                var decoded = Decoded.of((byte[]) data.data());
                var schema = data.schema().equals("bytes") ? decoded.encoding() : data.schema();
                return new DataView(decoded.shown(), schema);
            }
            return new DataView(data.data(), data.schema());
        }
    }
}
