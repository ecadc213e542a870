package io.leat.connectors.file;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;

/** The headers that say where a line came from. */
final class LineHeaders {
    private final List<FileSourceSettings.HeaderField> fields;
    private final String host;

    LineHeaders(List<FileSourceSettings.HeaderField> fields, String host) {
        this.fields = fields.stream().distinct().toList();
        this.host = host;
    }

    /** @param before where reading stood before the line */
    Headers of(TailedFile file, Mark before) {
        var headers = new ConnectHeaders();
        for (var field : fields) {
            switch (field) {
                case PATH -> headers.add("file.path", file.path().toString(), Schema.STRING_SCHEMA);
                case HOST -> headers.add("file.host", host, Schema.STRING_SCHEMA);
                case LINE -> headers.add("file.line", before.line() + 1, Schema.INT64_SCHEMA);
                case POSITION -> headers.add("file.position", before.position(), Schema.INT64_SCHEMA);
            }
        }
        return headers;
    }
}
