package io.leat.rest;

import io.leat.runtime.ConnectorStatus;
import io.leat.runtime.RequestException;
import io.leat.runtime.Worker;
import jakarta.ws.rs.core.Configurable;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.health.ConnectClusterDetails;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.health.ConnectorState;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.health.TaskState;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/** What a REST extension gets: the application to register filters and resources with, and a look at the worker. */
record ExtensionContext(Configurable<? extends Configurable<?>> configurable, ConnectClusterState clusterState)
        implements ConnectRestExtensionContext {

    static ExtensionContext of(Configurable<? extends Configurable<?>> application, Worker worker) {
        return new ExtensionContext(application, new State(worker));
    }

    /** The worker as Kafka Connect's health API shows one. */
    private record State(Worker worker) implements ConnectClusterState {

        @Override
        public Collection<String> connectors() {
            return worker.connectors();
        }

        @Override
        public ConnectorHealth connectorHealth(String name) {
            try {
                return health(worker.status(name));
            } catch (RequestException.NotFound e) {
                throw new NotFoundException(e.getMessage(), e);
            }
        }

        /** As REST shows it: with references for secrets, and passwords hidden. */
        @Override
        public Map<String, String> connectorConfig(String name) {
            try {
                return worker.connector(name).config();
            } catch (RequestException.NotFound e) {
                throw new NotFoundException(e.getMessage(), e);
            }
        }

        @Override
        public ConnectClusterDetails clusterDetails() {
            var id = worker.info().clusterId();
            return () -> id;
        }

        private static ConnectorHealth health(ConnectorStatus status) {
            var tasks = new HashMap<Integer, TaskState>();
            status.tasks().forEach(task -> tasks.put(task.id(), task(task)));
            var of = status.connector();
            return new ConnectorHealth(
                    status.name(),
                    new ConnectorState(
                            of.state().name(), of.workerId(), of.trace().orElse(null)),
                    tasks,
                    ConnectorType.valueOf(status.type().name()));
        }

        private static TaskState task(ConnectorStatus.TaskStatus task) {
            var of = task.state();
            return new TaskState(
                    task.id(), of.state().name(), of.workerId(), of.trace().orElse(null));
        }
    }
}
