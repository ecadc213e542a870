package io.leat.broker.security;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Who may come in and what they may do, under Kafka's broker keys.
 *
 * @param superUsers principals that may do everything, as {@code User:name}
 * @param unlisted what holds where no ACL speaks of a resource
 * @param worker the principal of the connectors in this process
 * @param scramUsers file with SCRAM users beside the stored ones
 * @param reserved topics that are not for clients
 * @param given all settings as they were given, those of single listeners among them
 */
public record SecuritySettings(
        Set<String> superUsers,
        Unlisted unlisted,
        KafkaPrincipal worker,
        Optional<Path> scramUsers,
        ReservedTopics reserved,
        Map<String, String> given) {

    /** What holds where no ACL speaks of a resource. */
    public enum Unlisted {
        ALLOWED,
        DENIED,
        /** Allowed while there is no ACL and nobody authenticates. */
        BY_CIRCUMSTANCES
    }

    public SecuritySettings {
        superUsers = Set.copyOf(superUsers);
        given = Map.copyOf(given);
    }

    /** Adds the keys. */
    public static ConfigDef define(ConfigDef definition) {
        return SecurityKeys.define(definition);
    }

    /**
     * Reads the settings; unknown keys are ignored.
     *
     * @throws ConfigException naming the wrong key
     */
    public static SecuritySettings of(Map<String, String> settings) {
        var values = new AbstractConfig(define(new ConfigDef()), settings, false);
        return new SecuritySettings(
                principals(values.getString(SecurityKeys.SUPER_USERS)),
                unlisted(values.getString(SecurityKeys.ALLOW_EVERYONE)),
                principal(SecurityKeys.WORKER_PRINCIPAL, values.getString(SecurityKeys.WORKER_PRINCIPAL)),
                Optional.of(values.getString(SecurityKeys.SCRAM_USERS))
                        .filter(path -> !path.isBlank())
                        .map(Path::of),
                ReservedTopics.OF_THE_LOG,
                settings);
    }

    private static Set<String> principals(String list) {
        return Arrays.stream(list.split(";", -1))
                .map(String::trim)
                .filter(principal -> !principal.isEmpty())
                .map(principal -> principal(SecurityKeys.SUPER_USERS, principal).toString())
                .collect(Collectors.toSet());
    }

    private static KafkaPrincipal principal(String key, String text) {
        try {
            return SecurityUtils.parseKafkaPrincipal(text.trim());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(key, text, "a principal is written as User:name");
        }
    }

    private static Unlisted unlisted(String text) {
        return switch (text) {
            case "true" -> Unlisted.ALLOWED;
            case "false" -> Unlisted.DENIED;
            default -> Unlisted.BY_CIRCUMSTANCES;
        };
    }

    public SecuritySettings withReserved(ReservedTopics topics) {
        return new SecuritySettings(superUsers, unlisted, worker, scramUsers, topics, given);
    }

    boolean isSuperUser(KafkaPrincipal principal) {
        return !superUsers.isEmpty() && superUsers.contains(principal.getPrincipalType() + ":" + principal.getName());
    }

    /** Whether clients of any of the listeners show who they are. */
    boolean authenticates(Map<ListenerName, SecurityProtocol> listeners) {
        return listeners.entrySet().stream().anyMatch(listener -> switch (listener.getValue()) {
            case SASL_PLAINTEXT, SASL_SSL -> true;
            case SSL -> asksForCertificates(listener.getKey());
            case PLAINTEXT -> false;
        });
    }

    private boolean asksForCertificates(ListenerName listener) {
        var auth = given.getOrDefault(
                listener.configPrefix() + SecurityKeys.CLIENT_AUTH,
                given.getOrDefault(SecurityKeys.CLIENT_AUTH, "none"));
        return !auth.equals("none");
    }

    /** Without what was given: passwords are among it. */
    @Override
    public String toString() {
        return "SecuritySettings[superUsers=" + superUsers + ", unlisted=" + unlisted + ", worker=" + worker + "]";
    }

    /** Keys that are known for the sake of tools. */
    public static Set<String> keysWithoutEffect() {
        return Set.of(SecurityKeys.KERBEROS_RELOGIN);
    }
}
