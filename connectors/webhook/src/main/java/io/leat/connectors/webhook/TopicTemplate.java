package io.leat.connectors.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a topic, made of a request: {@code ci-${event}}, {@code hooks-${header:X-Team|unknown}}. */
final class TopicTemplate {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}|]*)(?:\\|([^}]*))?}");
    private static final Pattern NOT_IN_TOPICS = Pattern.compile("[^a-zA-Z0-9._-]");
    private static final int LONGEST_TOPIC = 249;

    private final String text;
    private final List<Part> parts;

    private TopicTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /** @throws IllegalArgumentException saying what is wrong */
    static TopicTemplate parse(String text) {
        var parts = new ArrayList<Part>();
        var place = PLACE.matcher(text);
        var end = 0;
        while (place.find()) {
            parts.add(literal(text.substring(end, place.start())));
            parts.add(place(place.group(1), Optional.ofNullable(place.group(2))));
            end = place.end();
        }
        parts.add(literal(text.substring(end)));
        if (text.isBlank()) {
            throw new IllegalArgumentException("must name a topic");
        }
        return new TopicTemplate(text, parts);
    }

    /** Empty if the request lacks a part that has no default, or makes no name that a topic can have. */
    Optional<String> render(Delivery delivery) {
        var name = new StringBuilder();
        for (var part : parts) {
            var rendered = part.render(delivery);
            if (rendered.isEmpty()) {
                return Optional.empty();
            }
            name.append(rendered.get());
        }
        var topic = NOT_IN_TOPICS.matcher(name).replaceAll("_");
        var possible = !topic.isEmpty() && topic.length() <= LONGEST_TOPIC && !topic.equals(".") && !topic.equals("..");
        return possible ? Optional.of(topic) : Optional.empty();
    }

    @Override
    public String toString() {
        return text;
    }

    private static Part literal(String literal) {
        if (literal.contains("${")) {
            throw new IllegalArgumentException("has a ${ without its closing brace");
        }
        return delivery -> Optional.of(literal);
    }

    private static Part place(String name, Optional<String> otherwise) {
        if (name.startsWith("header:") && name.length() > "header:".length()) {
            var header = name.substring("header:".length());
            return delivery -> delivery.headers().first(header).or(() -> otherwise);
        }
        return switch (name) {
            case "event" -> delivery -> delivery.event().or(() -> otherwise);
            case "provider" -> delivery -> Optional.of(delivery.endpoint().providerName());
            case "path" ->
                delivery -> Optional.of(delivery.endpoint().path().substring(1))
                        .filter(path -> !path.isEmpty())
                        .or(() -> otherwise);
            default ->
                throw new IllegalArgumentException("has an unknown placeholder ${" + name
                        + "}; there are ${event}, ${provider}, ${path} and ${header:NAME}");
        };
    }

    private interface Part {
        Optional<String> render(Delivery delivery);
    }
}
