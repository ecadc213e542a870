package io.leat.broker.handler;

import org.apache.kafka.common.Node;
import org.apache.kafka.common.network.ListenerName;

/** The one broker that there is, as clients see it. */
public interface ServerNode {

    /** Of the data folder. */
    String clusterId();

    /** {@code node.id}. */
    int id();

    /** The address that clients of this listener are told ({@code broker.advertised.listeners}). */
    Node endpoint(ListenerName listener);
}
