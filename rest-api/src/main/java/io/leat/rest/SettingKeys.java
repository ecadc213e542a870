package io.leat.rest;

import java.util.Set;
import java.util.TreeSet;

/** The names of the settings. */
final class SettingKeys {

    static final String LISTENERS = "listeners";
    static final String ADMIN_LISTENERS = "admin.listeners";
    static final String TLS_PREFIX = "listeners.https.";
    static final String ADMIN_TLS_PREFIX = "admin.listeners.https.";
    static final String AUTHENTICATION = "rest.authentication";
    static final String USERS_FILE = "rest.users.file";
    static final String TOKENS_FILE = "rest.tokens.file";
    static final String OPEN_HEALTH = "rest.health.unauthenticated";
    static final String ALLOW_UNAUTHENTICATED = "rest.allow.unauthenticated";
    static final String ALLOWED_HOSTS = "rest.allowed.hosts";
    static final String ORIGINS = "access.control.allow.origin";
    static final String METHODS = "access.control.allow.methods";
    static final String HEADERS = "response.http.headers.config";
    static final String MAX_BODY = "rest.max.body.bytes";
    static final String REQUEST_TIMEOUT = "rest.request.timeout.ms";
    static final String IDLE_TIMEOUT = "rest.idle.timeout.ms";
    static final String TRANSFER_TIMEOUT = "rest.transfer.timeout.ms";

    private SettingKeys() {}

    static Set<String> all() {
        var keys = new TreeSet<>(Set.of(
                LISTENERS,
                ADMIN_LISTENERS,
                AUTHENTICATION,
                USERS_FILE,
                TOKENS_FILE,
                OPEN_HEALTH,
                ALLOW_UNAUTHENTICATED,
                ALLOWED_HOSTS,
                ORIGINS,
                METHODS,
                HEADERS,
                MAX_BODY,
                REQUEST_TIMEOUT,
                IDLE_TIMEOUT,
                TRANSFER_TIMEOUT));
        for (var key : TlsSettings.keys()) {
            keys.add(key);
            keys.add(TLS_PREFIX + key);
            keys.add(ADMIN_TLS_PREFIX + key);
        }
        return keys;
    }
}
