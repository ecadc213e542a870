package io.leat.rest.view;

import io.leat.runtime.Worker.WorkerInfo;

/** {@code GET /}: the Kafka Connect version whose API is answered, and Leat's own. */
public record ServerInfoView(String version, String commit, String kafkaClusterId, String leatVersion) {

    public static ServerInfoView of(WorkerInfo info) {
        return new ServerInfoView(info.version(), info.commit(), info.clusterId(), info.leatVersion());
    }
}
