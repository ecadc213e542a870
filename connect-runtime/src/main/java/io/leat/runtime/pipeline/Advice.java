package io.leat.runtime.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What helps whoever reads of a failed record. It is derived from what Kafka's own transforms and converters say of
 * failures, and holds nothing of the record but the name of a field.
 *
 * @param field that the failure is about, where the plugin names one
 * @param toDo what is likely to cure this failure, in sentences
 */
record Advice(Optional<String> field, String toDo) {

    private static final int LONGEST_CHAIN = 8;
    private static final String TRANSFORM = "transform ";

    /** How the schema checks of Connect and the transforms name fields. */
    private static final List<Pattern> FIELDS = List.of(
            Pattern.compile("[Ff]ield:? [\"']([^\"']{1,200})[\"']"),
            Pattern.compile("^(\\S{1,200}) is not a valid field name"),
            Pattern.compile("(?:Unknown field|Field does not exist): (\\S{1,200})$"));

    private static final Pattern NO_FIELD =
            Pattern.compile("is not a valid field name|^Unknown field: |^Field does not exist: ");
    private static final Pattern REQUIRED = Pattern.compile("null used for required field");
    private static final Pattern ENVELOPE = Pattern.compile("requires \"schema\" and \"payload\" fields");
    private static final Pattern UNREADABLE = Pattern.compile("serialization error|[Dd]eserializ|magic byte");
    private static final Pattern WRONG_FORM = Pattern.compile("^Only \\w+ objects supported");
    private static final Pattern WRONG_TYPE = Pattern.compile("Invalid Java object|out of range|Unexpected type");

    static Advice of(Failure failure) {
        var chain = chain(failure.cause());
        var field = field(chain);
        return new Advice(
                field, toDo(failure, chain, field.map(name -> "field " + name).orElse("the field")));
    }

    private static List<Throwable> chain(Throwable cause) {
        var chain = new ArrayList<Throwable>();
        for (var each = cause; each != null && chain.size() < LONGEST_CHAIN; each = each.getCause()) {
            chain.add(each);
        }
        return chain;
    }

    private static Optional<String> field(List<Throwable> chain) {
        return messages(chain)
                .flatMap(message -> FIELDS.stream().map(pattern -> pattern.matcher(message)))
                .filter(found -> found.find())
                .map(found -> found.group(1))
                .findFirst();
    }

    private static Stream<String> messages(List<Throwable> chain) {
        return chain.stream().map(Throwable::getMessage).filter(message -> message != null);
    }

    private static boolean says(List<Throwable> chain, Pattern pattern) {
        return messages(chain).anyMatch(message -> pattern.matcher(message).find());
    }

    private static boolean holds(List<Throwable> chain, Class<? extends Throwable> type) {
        return chain.stream().anyMatch(type::isInstance);
    }

    private static String toDo(Failure failure, List<Throwable> chain, String field) {
        if (holds(chain, RecordTooLargeException.class)) {
            return "Raise the topic's max.message.bytes, or make the record smaller with a transform.";
        }
        if (says(chain, REQUIRED)) {
            return "The schema requires " + field + ": fill it at the source, or make it optional there.";
        }
        return switch (failure.stage()) {
            case KEY_CONVERTER -> ofConverter("key.converter", chain);
            case VALUE_CONVERTER -> ofConverter("value.converter", chain);
            case HEADER_CONVERTER -> ofConverter("header.converter", chain);
            case TRANSFORMATION -> ofTransform(failure, chain, field);
            case TASK_PUT ->
                "The connector refused the record: look at its own settings and at the system it writes to.";
            default -> "Look at the topic and its settings.";
        };
    }

    private static String ofConverter(String key, List<Throwable> chain) {
        if (says(chain, ENVELOPE)) {
            return "If the records are plain JSON, set " + key + "=org.apache.kafka.connect.json.JsonConverter and "
                    + key + ".schemas.enable=false in the connector's configuration.";
        }
        if (holds(chain, SerializationException.class) || says(chain, UNREADABLE)) {
            return "The record is not in the format that this converter reads: set " + key
                    + " in the connector's configuration to the converter of the format it was written in.";
        }
        return "See whether " + key + " in the connector's configuration fits the records.";
    }

    private static String ofTransform(Failure failure, List<Throwable> chain, String field) {
        var alias =
                failure.step().startsWith(TRANSFORM) ? failure.step().substring(TRANSFORM.length()) : failure.step();
        var settings = "transforms." + alias;
        var otherwise = ", or keep it from such records with " + settings + ".predicate.";
        if (says(chain, NO_FIELD)) {
            return "The record has no " + field + ": correct the field named in the settings " + settings + ".*"
                    + otherwise;
        }
        if (says(chain, WRONG_FORM)) {
            return "The transform cannot work on data of this form: set a converter that reads fields, or put a"
                    + " transform such as HoistField before it" + otherwise;
        }
        if (holds(chain, NumberFormatException.class) || says(chain, WRONG_TYPE)) {
            return "The type of " + field + " does not fit: correct the settings " + settings + ".*" + otherwise;
        }
        return "Correct the settings " + settings + ".*" + otherwise;
    }
}
