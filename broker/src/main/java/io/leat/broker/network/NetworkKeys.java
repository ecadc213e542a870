package io.leat.broker.network;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;
import static org.apache.kafka.common.config.ConfigDef.Range.between;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of {@link NetworkSettings}: Kafka's names, and Kafka's defaults unless said otherwise. */
final class NetworkKeys {

    static final String LISTENERS = "broker.listeners";
    static final String ADVERTISED = "broker.advertised.listeners";
    static final String PROTOCOL_MAP = "listener.security.protocol.map";
    static final String NODE_ID = "node.id";
    static final String NETWORK_THREADS = "num.network.threads";
    static final String IO_THREADS = "num.io.threads";
    static final String QUEUED_REQUESTS = "queued.max.requests";
    static final String QUEUED_BYTES = "queued.max.request.bytes";
    static final String REQUEST_BYTES = "socket.request.max.bytes";
    static final String SEND_BUFFER = "socket.send.buffer.bytes";
    static final String RECEIVE_BUFFER = "socket.receive.buffer.bytes";
    static final String BACKLOG = "socket.listen.backlog.size";
    static final String MAX_CONNECTIONS = "max.connections";
    static final String MAX_CONNECTIONS_PER_IP = "max.connections.per.ip";
    static final String MAX_IDLE = "connections.max.idle.ms";
    static final String FAILED_AUTHENTICATION_DELAY = "connection.failed.authentication.delay.ms";

    private NetworkKeys() {}

    static ConfigDef define(ConfigDef definition) {
        defineListeners(definition);
        defineThreads(definition);
        return defineLimits(definition);
    }

    private static void defineListeners(ConfigDef definition) {
        definition
                .define(
                        LISTENERS,
                        Type.STRING,
                        "",
                        HIGH,
                        "Where the log answers Kafka clients: NAME://host:port with commas; port 0 for any free one. Empty for nowhere; leat server listens on PLAINTEXT://127.0.0.1:9092 if the key is not set.")
                .define(
                        ADVERTISED,
                        Type.STRING,
                        "",
                        HIGH,
                        "The addresses that clients are told to connect to, by the names of broker.listeners; empty for those of broker.listeners.")
                .define(
                        PROTOCOL_MAP,
                        Type.STRING,
                        "",
                        LOW,
                        "The security protocols of listener names, NAME:PROTOCOL with commas; PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL name themselves.")
                .define(NODE_ID, Type.INT, 1, atLeast(0), LOW, "The broker id that clients see.");
    }

    private static void defineThreads(ConfigDef definition) {
        definition
                .define(
                        NETWORK_THREADS,
                        Type.INT,
                        2,
                        atLeast(1),
                        MEDIUM,
                        "Threads that read requests, answer most of them and write the answers, for all listeners.")
                .define(IO_THREADS, Type.INT, 4, atLeast(1), MEDIUM, "Threads for requests that wait for a disk.");
    }

    private static ConfigDef defineLimits(ConfigDef definition) {
        return definition
                .define(
                        QUEUED_REQUESTS,
                        Type.INT,
                        500,
                        atLeast(1),
                        MEDIUM,
                        "Requests that may wait for a thread before no more are read.")
                .define(
                        QUEUED_BYTES,
                        Type.LONG,
                        64L << 20,
                        atLeast(1 << 20),
                        MEDIUM,
                        "Bytes of requests in memory above which no more are read, over all connections.")
                .define(
                        REQUEST_BYTES,
                        Type.INT,
                        100 << 20,
                        atLeast(1024),
                        MEDIUM,
                        "Largest request in bytes; a connection that announces a larger one is closed.")
                .define(SEND_BUFFER, Type.INT, 100 << 10, atLeast(-1), LOW, "SO_SNDBUF in bytes; -1 for the system's.")
                .define(
                        RECEIVE_BUFFER,
                        Type.INT,
                        100 << 10,
                        atLeast(-1),
                        LOW,
                        "SO_RCVBUF in bytes; -1 for the system's.")
                .define(BACKLOG, Type.INT, 50, atLeast(1), LOW, "Connections that may wait to be accepted.")
                .define(
                        MAX_CONNECTIONS,
                        Type.INT,
                        Integer.MAX_VALUE,
                        atLeast(0),
                        MEDIUM,
                        "Connections at a time; more are closed at once.")
                .define(
                        MAX_CONNECTIONS_PER_IP,
                        Type.INT,
                        Integer.MAX_VALUE,
                        atLeast(0),
                        MEDIUM,
                        "Connections at a time from one address; more are closed at once.")
                .define(
                        MAX_IDLE,
                        Type.LONG,
                        600_000L,
                        atLeast(1),
                        MEDIUM,
                        "Milliseconds after which a connection without traffic is closed.")
                .define(
                        FAILED_AUTHENTICATION_DELAY,
                        Type.INT,
                        100,
                        between(0, 60_000),
                        LOW,
                        "Milliseconds that the answer to a failed authentication is held back.");
    }
}
