package io.leat.connect.api;

import io.leat.connect.api.fault.ConfigFault;
import io.leat.connect.api.fault.ConnectorFault;
import io.leat.connect.api.fault.ExternalFault;
import io.leat.connect.api.fault.InternalFault;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.KafkaException;

/** Finds the connector that opens a task, in the plugin's own class loader. */
final class Opener {

    /** In a task's configuration: the class whose {@code open} makes the task's reader or writer. */
    static final String CONNECTOR_CLASS = "task.share.connector.class";

    private Opener() {}

    static <C> C connector(Map<String, String> props, Class<C> kind) {
        var name = props.get(CONNECTOR_CLASS);
        if (name == null) {
            throw new InternalFault("The task's configuration lacks " + CONNECTOR_CLASS
                    + ", which the connector's taskConfigs puts there");
        }
        try {
            var loader = Thread.currentThread().getContextClassLoader();
            var type = Class.forName(name, true, loader == null ? kind.getClassLoader() : loader);
            return kind.cast(type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new ConfigFault(name + " needs a public constructor without parameters, in the plugin's folder", e);
        }
    }

    /** What Kafka Connect should see of a failed start: faults and Kafka's own exceptions as they are. */
    static RuntimeException asRuntime(Exception failure, String doing) {
        if (failure instanceof ConnectorFault || failure instanceof KafkaException) {
            return (RuntimeException) failure;
        }
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        var message = doing + " failed: " + failure.getMessage();
        return failure instanceof IOException || failure instanceof InterruptedException
                ? new ExternalFault(message, failure)
                : new InternalFault(message, failure);
    }
}
