package io.leat.connectors.elasticsearch;

import io.leat.connect.api.fault.RecordFault;
import io.leat.connectors.delivery.ErrantRecords;
import io.leat.connectors.delivery.NameTemplate;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.connect.sink.SinkRecord;

/** Names of indices, as Elasticsearch allows them: a single bad one would spoil the whole request. */
final class IndexNames {

    private static final int MAX_BYTES = 255;
    private static final Pattern FORBIDDEN = Pattern.compile("[\\\\/*?\"<>| ,#:\\p{Cntrl}]");

    private final NameTemplate template;
    private final Map<String, String> byTopic = new HashMap<>();

    IndexNames(NameTemplate template) {
        this.template = template;
    }

    /** @throws RecordFault if the record gives a name that no index can have */
    String of(SinkRecord record) {
        if (template.variesWithinTopic()) {
            return rendered(record);
        }
        var known = byTopic.get(record.topic());
        if (known == null) {
            known = rendered(record);
            byTopic.put(record.topic(), known);
        }
        return known;
    }

    private String rendered(SinkRecord record) {
        var name = template.render(record).toLowerCase(Locale.ROOT);
        var allowed = !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_BYTES
                && "-_+".indexOf(name.charAt(0)) < 0
                && !name.equals(".")
                && !name.equals("..")
                && !FORBIDDEN.matcher(name).find();
        if (!allowed) {
            throw new RecordFault(ErrantRecords.name(record) + " would go to the index '" + name
                    + "', which is not an index name Elasticsearch allows; change the template " + template);
        }
        return name;
    }
}
