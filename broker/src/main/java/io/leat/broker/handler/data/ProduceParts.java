package io.leat.broker.handler.data;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.RequestContext;

/** Takes a request apart and refuses what may not be appended, in the order in which Kafka looks. */
final class ProduceParts {
    private final DataPorts ports;
    private final TopicAccess access;
    private final short version;

    /** @param id of the topic, as the request gives it */
    record OfTopic(String name, Uuid id, List<ProducePart> parts) {}

    ProduceParts(DataPorts ports, RequestContext context) {
        this.ports = ports;
        this.access = new TopicAccess(ports.access(), context, AclOperation.WRITE);
        this.version = context.apiVersion();
    }

    List<OfTopic> of(ProduceRequest request) {
        var topics = new ArrayList<OfTopic>();
        for (var topic : request.data().topicData()) {
            var name = name(topic);
            var parts = new ArrayList<ProducePart>();
            for (var data : topic.partitionData()) {
                parts.add(part(new TopicPartition(name, data.index()), topic.topicId(), data));
            }
            topics.add(new OfTopic(name, topic.topicId(), parts));
        }
        return topics;
    }

    /** Empty if the request gives an id that nobody has. */
    private String name(TopicProduceData topic) {
        return topic.topicId().equals(Uuid.ZERO_UUID)
                ? topic.name()
                : ports.topicName(topic.topicId()).orElse("");
    }

    private ProducePart part(TopicPartition partition, Uuid topicId, PartitionProduceData data) {
        if (partition.topic().isEmpty() && !topicId.equals(Uuid.ZERO_UUID)) {
            return ProducePart.refused(partition, Errors.UNKNOWN_TOPIC_ID, null);
        }
        if (!access.allows(partition.topic())) {
            return ProducePart.refused(partition, Errors.TOPIC_AUTHORIZATION_FAILED, null);
        }
        if (Topic.isInternal(partition.topic())) {
            // The group and the transaction coordinator count on knowing every record there.
            return ProducePart.refused(partition, Errors.INVALID_TOPIC_EXCEPTION, null);
        }
        try {
            return ProducePart.of(ports.log(partition), check(data));
        } catch (ApiException e) {
            return ProducePart.refused(partition, Errors.forException(e), message(e));
        }
    }

    private static String message(ApiException e) {
        return String.valueOf(e.getMessage());
    }

    private MemoryRecords check(PartitionProduceData data) {
        if (!(data.records() instanceof MemoryRecords records)) {
            throw new InvalidRecordException("There are no records for the partition.");
        }
        ProduceRequest.validateRecords(version, records);
        for (var batch : records.batches()) {
            if (batch.hasProducerId() && ports.ownProducerIds().test(batch.producerId())) {
                throw new InvalidPidMappingException(
                        "The producer id " + batch.producerId() + " belongs to the log itself.");
            }
        }
        return records;
    }
}
