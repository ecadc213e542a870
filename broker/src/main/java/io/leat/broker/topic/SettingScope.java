package io.leat.broker.topic;

import java.io.IOException;

/** For whom a setting of the broker was changed while it ran; of one node there is little difference. */
public enum SettingScope {
    /** For this node: goes before the other. */
    NODE,
    /** For every node of the cluster. */
    CLUSTER;

    byte code() {
        return (byte) ordinal();
    }

    static SettingScope of(byte code) throws IOException {
        if (code < 0 || code >= values().length) {
            throw new IOException("unknown scope " + code);
        }
        return values()[code];
    }
}
