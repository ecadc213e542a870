package io.leat.broker.handler.topic;

import io.leat.broker.handler.ServerNode;
import io.leat.broker.topic.NewTopic;
import io.leat.broker.topic.TopicSettings;
import io.leat.broker.topic.Topics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicaAssignmentException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.requests.CreateTopicsRequest;

/** Reads what a client asks of a new topic; replicas can only be on the one node that there is. */
final class TopicRequests {
    private final TopicSettings settings;
    private final ServerNode node;

    TopicRequests(TopicSettings settings, ServerNode node) {
        this.settings = settings;
        this.node = node;
    }

    /** @throws ApiException of the kind and for the reasons that Kafka has */
    NewTopic read(CreatableTopic topic) {
        var partitions = topic.assignments().isEmpty() ? checkedCount(topic) : checkedAssignments(topic);
        return new NewTopic(topic.name(), partitions, overrides(topic));
    }

    private int checkedCount(CreatableTopic topic) {
        checkReplication(topic.replicationFactor());
        var count = topic.numPartitions();
        if (count == CreateTopicsRequest.NO_NUM_PARTITIONS) {
            return Topics.DEFAULT_PARTITIONS;
        }
        if (count < 1) {
            throw new InvalidPartitionsException("Number of partitions was set to an invalid non-positive value.");
        }
        return count;
    }

    private void checkReplication(short factor) {
        if (factor < 1 && factor != CreateTopicsRequest.NO_REPLICATION_FACTOR) {
            throw new InvalidReplicationFactorException(
                    "Replication factor must be larger than 0, or -1 to use the default value.");
        }
        if (factor > 1 && !settings.clampReplication()) {
            throw new InvalidReplicationFactorException("The target replication factor of " + factor
                    + " cannot be reached because only 1 broker(s) are registered; ask for 1, or set"
                    + " broker.clamp.replication.factor=true.");
        }
    }

    private int checkedAssignments(CreatableTopic topic) {
        if (topic.replicationFactor() != CreateTopicsRequest.NO_REPLICATION_FACTOR) {
            throw new InvalidRequestException(
                    "A manual partition assignment was specified, but replication factor was not set to -1.");
        }
        if (topic.numPartitions() != CreateTopicsRequest.NO_NUM_PARTITIONS) {
            throw new InvalidRequestException(
                    "A manual partition assignment was specified, but numPartitions was not set to -1.");
        }
        var numbers = new TreeSet<Integer>();
        for (var assignment : topic.assignments()) {
            if (!numbers.add(assignment.partitionIndex())) {
                throw new InvalidReplicaAssignmentException(
                        "Found multiple manual partition assignments for partition " + assignment.partitionIndex());
            }
            checkReplicas(assignment.brokerIds());
        }
        if (numbers.first() != 0 || numbers.last() != numbers.size() - 1) {
            throw new InvalidReplicaAssignmentException("partitions should be a consecutive 0-based integer sequence");
        }
        return numbers.size();
    }

    /** @throws InvalidReplicaAssignmentException unless these are the replicas that a partition has here */
    void checkReplicas(List<Integer> brokers) {
        if (brokers.isEmpty()) {
            throw new InvalidReplicaAssignmentException(
                    "The manual partition assignment includes an empty replica list.");
        }
        var seen = new HashSet<Integer>();
        for (var broker : brokers) {
            if (broker != node.id()) {
                throw new InvalidReplicaAssignmentException("The manual partition assignment includes broker " + broker
                        + ", but no such broker is registered.");
            }
            if (!seen.add(broker)) {
                throw new InvalidReplicaAssignmentException(
                        "The manual partition assignment includes the broker " + broker + " more than once.");
            }
        }
    }

    private static Map<String, String> overrides(CreatableTopic topic) {
        var overrides = new HashMap<String, String>();
        for (var config : topic.configs()) {
            if (config.value() == null) {
                throw new InvalidConfigurationException("Null value not supported for topic configs: " + config.name());
            }
            overrides.put(config.name(), config.value());
        }
        return overrides;
    }
}
