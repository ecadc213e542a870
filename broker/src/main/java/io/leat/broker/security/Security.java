package io.leat.broker.security;

import io.leat.broker.topic.MetadataLog;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.requests.ApiVersionsResponse;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.slf4j.LoggerFactory;

/** Who may come in, and what they may do: one for a log. Safe for use from any thread. */
public final class Security {
    private final SecuritySettings settings;
    private final CurrentAccess access;
    private final Acls acls;
    private final ScramUsers scram;
    private final Channels channels;

    private Security(
            SecuritySettings settings, Map<ListenerName, SecurityProtocol> listeners, MetadataLog metadata, Time time) {
        this.settings = settings;
        this.access = new CurrentAccess(settings, settings.authenticates(listeners), log("access", time));
        this.acls = new Acls(metadata, access);
        this.scram = new ScramUsers(
                metadata, settings.scramUsers().map(ScramFile::read).orElse(List.of()));
        this.channels =
                new Channels(new ListenerConfigs(settings.given()), scram.cache(), time, log("authentication", time));
    }

    private static LimitedLog log(String subject, Time time) {
        return new LimitedLog(LoggerFactory.getLogger("io.leat.broker.security." + subject), time::nanoseconds);
    }

    /**
     * Reads what is stored about access and credentials.
     *
     * @param listeners those over which clients come, if any
     * @throws ConfigException if the file of SCRAM users cannot be used
     */
    public static Security open(
            SecuritySettings settings, Map<ListenerName, SecurityProtocol> listeners, MetadataLog metadata, Time time) {
        return new Security(settings, listeners, metadata, time);
    }

    /** What every handler asks. */
    public Access access() {
        return access;
    }

    public Acls acls() {
        return acls;
    }

    public ScramUsers scram() {
        return scram;
    }

    /** Of the connectors in this process. */
    public KafkaPrincipal worker() {
        return settings.worker();
    }

    /** Topics that the worker and the log keep their state in. */
    public ReservedTopics reserved() {
        return settings.reserved();
    }

    /**
     * Makes what turns accepted sockets into channels, with TLS and SASL as the listener's protocol says; one for each
     * network thread, closed by the caller. It is {@code Reconfigurable} where there are certificates.
     *
     * @param apiVersions answers what versions there are to clients that are not authenticated yet
     * @throws ConfigException naming the key that is missing or wrong, or saying what cannot be loaded
     */
    public ChannelBuilder channels(
            ListenerName listener,
            SecurityProtocol protocol,
            LogContext logContext,
            Function<Short, ApiVersionsResponse> apiVersions) {
        try {
            return channels.of(listener, protocol, logContext, apiVersions);
        } catch (ConfigException e) {
            throw e;
        } catch (KafkaException e) {
            throw new ConfigException("Listener " + listener.value() + " cannot be opened: " + reasons(e));
        }
    }

    /** Kafka's message says what failed, those of the causes say why. */
    private static String reasons(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(": "));
    }
}
