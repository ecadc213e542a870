package io.leat.connectors.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * What is signed: text with the places {@code ${body}} and {@code ${timestamp}}, such as {@code v0:${timestamp}:${body}}.
 * The body is fed to the MAC as it is, never decoded.
 */
record SignedText(List<String> parts) {

    static final SignedText BODY = new SignedText(List.of("${body}"));

    private static final Pattern PLACE = Pattern.compile("\\$\\{[^}]*}");

    /** @throws IllegalArgumentException if the body is not part of it, or a place has an unknown name */
    static SignedText parse(String template) {
        var parts = new ArrayList<String>();
        var place = PLACE.matcher(template);
        var end = 0;
        while (place.find()) {
            addText(parts, template.substring(end, place.start()));
            if (!place.group().equals("${body}") && !place.group().equals("${timestamp}")) {
                throw new IllegalArgumentException(place.group() + " is neither ${body} nor ${timestamp}");
            }
            parts.add(place.group());
            end = place.end();
        }
        addText(parts, template.substring(end));
        if (!parts.contains("${body}")) {
            throw new IllegalArgumentException("must contain ${body}");
        }
        return new SignedText(List.copyOf(parts));
    }

    boolean usesTimestamp() {
        return parts.contains("${timestamp}");
    }

    void feed(Mac mac, String timestamp, byte[] body) {
        for (var part : parts) {
            switch (part) {
                case "${body}" -> mac.update(body);
                case "${timestamp}" -> mac.update(timestamp.getBytes(StandardCharsets.UTF_8));
                default -> mac.update(part.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void addText(List<String> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(text);
        }
    }
}
