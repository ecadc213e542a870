package io.leat.connectors.delivery;

import io.leat.connect.api.fault.RecordFault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A name made of parts of a record: {@code logs-${topic}-${timestamp:yyyy.MM.dd}}, {@code ${field:repo.name|unknown}}.
 *
 * <table>
 * <caption>Placeholders</caption>
 * <tr><td>{@code ${topic}}</td><td>the topic, as transforms left it</td></tr>
 * <tr><td>{@code ${partition}}, {@code ${offset}}</td><td>where the record was read, whatever transforms did</td></tr>
 * <tr><td>{@code ${timestamp:PATTERN}}</td><td>the record's time in UTC, by a {@code DateTimeFormatter} pattern</td></tr>
 * <tr><td>{@code ${field:a.b}}</td><td>a field of the value, nested ones by dots</td></tr>
 * <tr><td>{@code ${header:NAME}}</td><td>the last header with this name</td></tr>
 * <tr><td>{@code ${key}}</td><td>the key, if it is a text, number or boolean</td></tr>
 * </table>
 *
 * <p>{@code |text} before the closing brace is used where the record has no such part. Immutable; as the type of a setting
 * it is checked when the connector is registered.
 */
public final class NameTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

    private final String text;
    private final List<NamePart> parts;

    private NameTemplate(String text, List<NamePart> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException saying what is wrong with the template */
    public static NameTemplate parse(String text) {
        var parts = new ArrayList<NamePart>();
        var placeholder = PLACEHOLDER.matcher(text);
        var end = 0;
        while (placeholder.find()) {
            addLiteral(text.substring(end, placeholder.start()), parts);
            parts.add(NamePart.of(placeholder.group(1)));
            end = placeholder.end();
        }
        addLiteral(text.substring(end), parts);
        return new NameTemplate(text, parts);
    }

    private static void addLiteral(String literal, List<NamePart> parts) {
        if (literal.contains("${")) {
            throw new IllegalArgumentException("has a ${ without its closing brace");
        }
        if (!literal.isEmpty()) {
            parts.add(new NamePart.Literal(literal));
        }
    }

    /** True if every record gets the same name. */
    public boolean isConstant() {
        return parts.stream().allMatch(NamePart.Literal.class::isInstance);
    }

    /** True if the name depends on more than the topic: two records of one topic may get different names. */
    public boolean variesWithinTopic() {
        return !parts.stream().allMatch(part -> part instanceof NamePart.Literal || part instanceof NamePart.Topic);
    }

    /** @throws RecordFault if the record lacks a part, or it is no text, number, boolean or time */
    public String render(SinkRecord record) {
        var name = new StringBuilder();
        for (var part : parts) {
            name.append(part.render(record)
                    .orElseThrow(() -> new RecordFault(ErrantRecords.name(record) + " has nothing to fill " + part
                            + " of the template " + text + " with")));
        }
        return name.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NameTemplate template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The template as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
