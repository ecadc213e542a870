package io.leat.broker.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Reads lists of listeners as Kafka writes them: {@code PLAINTEXT://127.0.0.1:9092,INTERNAL://[::1]:9093}. */
final class ListenerText {
    private static final Pattern LISTENER =
            Pattern.compile("([A-Za-z0-9_.\\-]+)://(\\[[0-9A-Fa-f:.%]+]|[^/:\\[\\]]*):(\\d{1,5})");

    private final Map<String, SecurityProtocol> protocols = new HashMap<>();

    /** @param map entries {@code NAME:PROTOCOL} with commas; names of protocols stand for themselves if not named */
    ListenerText(String map) {
        for (var protocol : SecurityProtocol.values()) {
            protocols.put(protocol.name, protocol);
        }
        for (var entry : map.split(",", -1)) {
            if (!entry.isBlank()) {
                putProtocol(entry.trim());
            }
        }
    }

    private void putProtocol(String entry) {
        int colon = entry.indexOf(':');
        if (colon <= 0) {
            throw new ConfigException(NetworkKeys.PROTOCOL_MAP + ": " + entry + " is not of the form NAME:PROTOCOL");
        }
        var protocol = protocolNamed(entry.substring(colon + 1).trim())
                .orElseThrow(() -> new ConfigException(NetworkKeys.PROTOCOL_MAP + ": " + entry
                        + " does not name one of the protocols " + SecurityProtocol.names()));
        protocols.put(entry.substring(0, colon).trim().toUpperCase(Locale.ROOT), protocol);
    }

    private static Optional<SecurityProtocol> protocolNamed(String name) {
        return SecurityProtocol.names().contains(name) ? Optional.of(SecurityProtocol.forName(name)) : Optional.empty();
    }

    /** @param key the setting that holds the text, for messages */
    List<Listener> parse(String key, String text) {
        var listeners = new ArrayList<Listener>();
        var names = new HashSet<ListenerName>();
        for (var part : text.split(",", -1)) {
            if (!part.isBlank()) {
                var listener = listener(key, part.trim());
                if (!names.add(listener.name())) {
                    throw new ConfigException(
                            key + ": the name " + listener.name().value() + " is used twice");
                }
                listeners.add(listener);
            }
        }
        return listeners;
    }

    private Listener listener(String key, String text) {
        var matcher = LISTENER.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > 65_535) {
            throw new ConfigException(key + ": " + text + " is not of the form PLAINTEXT://127.0.0.1:9092");
        }
        var name = ListenerName.normalised(matcher.group(1));
        var protocol = protocols.get(name.value());
        if (protocol == null) {
            throw new ConfigException(key + ": no security protocol is known for the listener name " + name.value()
                    + "; add it to " + NetworkKeys.PROTOCOL_MAP + " as " + name.value() + ":PLAINTEXT, for example");
        }
        var host = matcher.group(2).replaceAll("[\\[\\]]", "");
        return new Listener(name, protocol, host, Integer.parseInt(matcher.group(3)));
    }
}
