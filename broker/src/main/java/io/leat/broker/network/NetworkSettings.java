package io.leat.broker.network;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/**
 * How clients are served.
 *
 * @param listeners where to listen; empty for nowhere
 * @param advertised what clients are told, by listener name; where it is missing, the listener's own address
 * @param nodeId the broker id that clients see
 * @param networkThreads threads that read, answer and write
 * @param ioThreads threads for handlers that block
 * @param limits what clients may take
 */
public record NetworkSettings(
        List<Listener> listeners,
        Map<ListenerName, Listener> advertised,
        int nodeId,
        int networkThreads,
        int ioThreads,
        NetworkLimits limits) {

    public NetworkSettings {
        listeners = List.copyOf(listeners);
        advertised = Map.copyOf(advertised);
    }

    /** Adds the keys with defaults and documentation. */
    public static ConfigDef define(ConfigDef definition) {
        return NetworkKeys.define(definition);
    }

    /** The security protocols by listener. */
    public Map<ListenerName, SecurityProtocol> protocols() {
        return listeners.stream().collect(Collectors.toMap(Listener::name, Listener::protocol));
    }

    /** @throws ConfigException with a sentence that names the key */
    public static NetworkSettings of(AbstractConfig values) {
        var text = new ListenerText(values.getString(NetworkKeys.PROTOCOL_MAP));
        var listeners = text.parse(NetworkKeys.LISTENERS, values.getString(NetworkKeys.LISTENERS));
        var advertised = text.parse(NetworkKeys.ADVERTISED, values.getString(NetworkKeys.ADVERTISED)).stream()
                .collect(Collectors.toMap(Listener::name, listener -> listener));
        checkAdvertised(listeners, advertised);
        return new NetworkSettings(
                listeners,
                advertised,
                values.getInt(NetworkKeys.NODE_ID),
                values.getInt(NetworkKeys.NETWORK_THREADS),
                values.getInt(NetworkKeys.IO_THREADS),
                limits(values));
    }

    private static NetworkLimits limits(AbstractConfig values) {
        return new NetworkLimits(
                values.getInt(NetworkKeys.QUEUED_REQUESTS),
                values.getLong(NetworkKeys.QUEUED_BYTES),
                values.getInt(NetworkKeys.REQUEST_BYTES),
                values.getInt(NetworkKeys.SEND_BUFFER),
                values.getInt(NetworkKeys.RECEIVE_BUFFER),
                values.getInt(NetworkKeys.BACKLOG),
                values.getInt(NetworkKeys.MAX_CONNECTIONS),
                values.getInt(NetworkKeys.MAX_CONNECTIONS_PER_IP),
                Duration.ofMillis(values.getLong(NetworkKeys.MAX_IDLE)),
                Duration.ofMillis(values.getInt(NetworkKeys.FAILED_AUTHENTICATION_DELAY)));
    }

    private static void checkAdvertised(List<Listener> listeners, Map<ListenerName, Listener> advertised) {
        var names = listeners.stream().map(Listener::name).toList();
        for (var told : advertised.values()) {
            if (!names.contains(told.name())) {
                throw new ConfigException(
                        NetworkKeys.ADVERTISED + ": " + told + " has a name that is not in " + NetworkKeys.LISTENERS);
            }
            checkReachable(NetworkKeys.ADVERTISED, told);
        }
        listeners.stream()
                .filter(listener -> !advertised.containsKey(listener.name()))
                .forEach(listener -> checkReachable(NetworkKeys.LISTENERS, listener));
    }

    /** Clients cannot connect to "all addresses". */
    private static void checkReachable(String key, Listener listener) {
        if (listener.host().equals("0.0.0.0") || listener.host().equals("::")) {
            throw new ConfigException(key + ": clients cannot be told to connect to " + listener + "; name a host in "
                    + NetworkKeys.ADVERTISED);
        }
    }
}
