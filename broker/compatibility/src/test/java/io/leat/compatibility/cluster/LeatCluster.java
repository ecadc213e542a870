package io.leat.compatibility.cluster;

import io.leat.broker.Broker;
import io.leat.broker.BrokerConfig;
import java.nio.file.Path;
import java.util.HashMap;

/** Leat's broker in this process. */
record LeatCluster(Broker broker, String bootstrapServers) implements RunningCluster {

    static LeatCluster start(Path folder, ClusterSettings settings) {
        var all = new HashMap<>(settings.all());
        var clients = ClusterSettings.LISTENER;
        all.put("broker.listeners", clients + "://127.0.0.1:0");
        all.put("listener.security.protocol.map", clients + ":" + settings.protocol());
        var broker = Broker.open(BrokerConfig.of(folder, all));
        var port = broker.listeners().get(0).port();
        return new LeatCluster(broker, "127.0.0.1:" + port);
    }

    @Override
    public void close() {
        broker.close();
    }
}
