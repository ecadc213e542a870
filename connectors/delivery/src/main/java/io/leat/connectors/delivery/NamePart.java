package io.leat.connectors.delivery;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** One part of a name template. */
sealed interface NamePart {

    /** The part's text for a record, empty if the record has none. */
    Optional<String> render(SinkRecord record);

    /** @throws IllegalArgumentException saying which placeholders there are */
    static NamePart of(String placeholder) {
        var bar = placeholder.indexOf('|');
        if (bar >= 0) {
            return new OrElse(of(placeholder.substring(0, bar)), placeholder.substring(bar + 1));
        }
        var colon = placeholder.indexOf(':');
        return colon < 0 ? plain(placeholder) : named(placeholder, colon);
    }

    private static NamePart plain(String name) {
        return switch (name) {
            case "topic" -> new Topic();
            case "partition" -> new Partition();
            case "offset" -> new Offset();
            case "key" -> new Key();
            default -> throw unknown(name);
        };
    }

    private static NamePart named(String placeholder, int colon) {
        var argument = placeholder.substring(colon + 1);
        if (argument.isBlank()) {
            throw new IllegalArgumentException("${" + placeholder + "} lacks what comes after the colon");
        }
        return switch (placeholder.substring(0, colon)) {
            case "timestamp" -> Time.of(argument);
            case "field" -> new Field(argument);
            case "header" -> new Header(argument);
            default -> throw unknown(placeholder);
        };
    }

    private static IllegalArgumentException unknown(String placeholder) {
        return new IllegalArgumentException("has an unknown placeholder ${" + placeholder
                + "}; there are ${topic}, ${partition}, ${offset}, ${key}, ${timestamp:PATTERN}, ${field:NAME} and "
                + "${header:NAME}");
    }

    record Literal(String text) implements NamePart {
        @Override
        public Optional<String> render(SinkRecord record) {
            return Optional.of(text);
        }
    }

    record Topic() implements NamePart {
        @Override
        public Optional<String> render(SinkRecord record) {
            return Optional.of(record.topic());
        }
    }

    record Partition() implements NamePart {
        @Override
        public Optional<String> render(SinkRecord record) {
            return Optional.of(record.originalKafkaPartition().toString());
        }
    }

    record Offset() implements NamePart {
        @Override
        public Optional<String> render(SinkRecord record) {
            return Optional.of(Long.toString(record.originalKafkaOffset()));
        }
    }

    record Key() implements NamePart {
        @Override
        public Optional<String> render(SinkRecord record) {
            return FieldPath.text(record.key());
        }

        @Override
        public String toString() {
            return "${key}";
        }
    }

    record Time(DateTimeFormatter format, String pattern) implements NamePart {

        static Time of(String pattern) {
            try {
                var format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
                if (format.format(Instant.EPOCH).isEmpty()) {
                    throw new IllegalArgumentException("it gives no text");
                }
                return new Time(format, pattern);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new IllegalArgumentException(
                        "has a timestamp pattern that is none: " + pattern + " (" + e.getMessage() + ")");
            }
        }

        @Override
        public Optional<String> render(SinkRecord record) {
            return Optional.ofNullable(record.timestamp()).map(at -> format.format(Instant.ofEpochMilli(at)));
        }

        @Override
        public String toString() {
            return "${timestamp:" + pattern + "}";
        }
    }

    record Field(String path) implements NamePart {
        @Override
        public Optional<String> render(SinkRecord record) {
            return FieldPath.find(record.value(), path).flatMap(FieldPath::text);
        }

        @Override
        public String toString() {
            return "${field:" + path + "}";
        }
    }

    record Header(String name) implements NamePart {
        @Override
        public Optional<String> render(SinkRecord record) {
            return Optional.ofNullable(record.headers().lastWithName(name))
                    .flatMap(header -> FieldPath.text(header.value()));
        }

        @Override
        public String toString() {
            return "${header:" + name + "}";
        }
    }

    record OrElse(NamePart part, String otherwise) implements NamePart {
        @Override
        public Optional<String> render(SinkRecord record) {
            return part.render(record).or(() -> Optional.of(otherwise));
        }
    }
}
