package io.leat.broker.security;

import io.leat.broker.topic.MetadataEntry;
import io.leat.broker.topic.MetadataLog;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.common.security.authenticator.CredentialCache;
import org.apache.kafka.common.security.scram.ScramCredential;
import org.apache.kafka.common.security.scram.internals.ScramCredentialUtils;

/**
 * The users that log in with SCRAM: those stored in the metadata log, which clients change, and beneath them those of the
 * users file. Safe for use from any thread.
 */
public final class ScramUsers {
    private final MetadataLog metadata;
    private final CredentialCache cache = new CredentialCache();
    private final Map<String, Map<ScramMechanism, MetadataEntry.Scram>> stored = new TreeMap<>();
    private final Map<String, Map<ScramMechanism, MetadataEntry.Scram>> fromFile = new TreeMap<>();

    ScramUsers(MetadataLog metadata, List<MetadataEntry.Scram> file) {
        this.metadata = metadata;
        ScramCredentialUtils.createCache(
                cache, org.apache.kafka.common.security.scram.internals.ScramMechanism.mechanismNames());
        file.forEach(user -> add(fromFile, user));
        metadata.scram().forEach(user -> add(stored, user));
        file.forEach(this::publish);
        metadata.scram().forEach(this::publish);
    }

    private static void add(
            Map<String, Map<ScramMechanism, MetadataEntry.Scram>> users, MetadataEntry.Scram credential) {
        users.computeIfAbsent(credential.user(), user -> new EnumMap<>(ScramMechanism.class))
                .put(credential.mechanism(), credential);
    }

    private void publish(MetadataEntry.Scram credential) {
        cache.cache(credential.mechanism().mechanismName(), ScramCredential.class)
                .put(credential.user(), credential.credential());
    }

    /** What Kafka's SCRAM checks logins against. */
    CredentialCache cache() {
        return cache;
    }

    /** Iterations by mechanism and user, in the order of the names. */
    public synchronized Map<String, Map<ScramMechanism, Integer>> list() {
        var users = new TreeMap<String, Map<ScramMechanism, Integer>>();
        for (var source : List.of(fromFile, stored)) {
            source.values()
                    .forEach(user -> user.values()
                            .forEach(credential -> users.computeIfAbsent(
                                            credential.user(), name -> new EnumMap<>(ScramMechanism.class))
                                    .put(
                                            credential.mechanism(),
                                            credential.credential().iterations())));
        }
        return users;
    }

    /** Whether the credential is one that {@link #change} can remove. */
    public synchronized boolean isStored(String user, ScramMechanism mechanism) {
        return stored.getOrDefault(user, Map.of()).containsKey(mechanism);
    }

    /**
     * Stores and removes credentials, durably. Connections that are open stay so.
     *
     * @throws org.apache.kafka.common.errors.KafkaStorageException if nothing could be stored
     */
    public synchronized void change(Collection<MetadataEntry> changes) {
        metadata.store(changes);
        for (var change : changes) {
            if (change instanceof MetadataEntry.Scram credential) {
                add(stored, credential);
                publish(credential);
            } else if (change instanceof MetadataEntry.ScramRemoved removed) {
                remove(removed.user(), removed.mechanism());
            }
        }
    }

    private void remove(String user, ScramMechanism mechanism) {
        var credentials = stored.get(user);
        if (credentials != null && credentials.remove(mechanism) != null && credentials.isEmpty()) {
            stored.remove(user);
        }
        var beneath = fromFile.getOrDefault(user, Map.of()).get(mechanism);
        if (beneath != null) {
            publish(beneath);
        } else {
            cache.cache(mechanism.mechanismName(), ScramCredential.class).remove(user);
        }
    }
}
