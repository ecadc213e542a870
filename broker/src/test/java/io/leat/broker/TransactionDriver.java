package io.leat.broker;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Dispatcher;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.AddOffsetsToTxnRequestData;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.message.ProduceRequestData.PartitionProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceData;
import org.apache.kafka.common.message.ProduceRequestData.TopicProduceDataCollection;
import org.apache.kafka.common.network.ClientInformation;
import org.apache.kafka.common.network.ListenerName;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.AddOffsetsToTxnRequest;
import org.apache.kafka.common.requests.AddOffsetsToTxnResponse;
import org.apache.kafka.common.requests.AddPartitionsToTxnRequest;
import org.apache.kafka.common.requests.AddPartitionsToTxnResponse;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.requests.InitProducerIdRequest;
import org.apache.kafka.common.requests.InitProducerIdResponse;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.TransactionResult;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest;
import org.apache.kafka.common.requests.TxnOffsetCommitRequest.CommittedOffset;
import org.apache.kafka.common.requests.TxnOffsetCommitResponse;
import org.apache.kafka.common.requests.WriteTxnMarkersRequest;
import org.apache.kafka.common.requests.WriteTxnMarkersResponse;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Takes a transaction step by step, request by request, in the versions of old or of new clients; repeats nothing. */
final class TransactionDriver {
    private final Dispatcher dispatcher;
    private final String transactionalId;
    private final Versions versions;
    private final Map<TopicPartition, Integer> sequences = new HashMap<>();
    private short sequencesOf = -1;
    long producerId = -1;
    short epoch = -1;

    /** The versions in which a client asks. */
    record Versions(int init, int add, int addOffsets, int offsets, int produce, int end) {
        /** As kafkajs and librdkafka. */
        static final Versions OLD = new Versions(1, 0, 0, 1, 7, 1);

        /** Partitions join by themselves, and each transaction has an epoch. */
        static final Versions NEW = new Versions(5, 3, 4, 5, 12, 5);

        Versions withEnd(int version) {
            return new Versions(init, add, addOffsets, offsets, produce, version);
        }
    }

    TransactionDriver(Broker broker, String transactionalId, Versions versions) {
        this.dispatcher = new Dispatcher(broker.handlers(), Runnable::run, System::nanoTime);
        this.transactionalId = transactionalId;
        this.versions = versions;
    }

    /** Whether partitions have to be added before anything is produced. */
    boolean joinsBySteps() {
        return versions.produce < 12;
    }

    /** Writes an abort marker into a partition, as an administrator does. */
    Errors abortAsAdministrator(TopicPartition partition) {
        var marker = new WriteTxnMarkersRequest.TxnMarkerEntry(
                producerId, epoch, 0, TransactionResult.ABORT, List.of(partition), (short) 2);
        var request = new WriteTxnMarkersRequest.Builder(List.of(marker)).build();
        return ask(request, WriteTxnMarkersResponse.class)
                .errorsByProducerId()
                .get(producerId)
                .get(partition);
    }

    private <T extends AbstractResponse> T ask(AbstractRequest request, Class<T> type) {
        var context = new RequestContext(
                new RequestHeader(request.apiKey(), request.version(), "driver", 1),
                "1",
                InetAddress.getLoopbackAddress(),
                KafkaPrincipal.ANONYMOUS,
                new ListenerName("PLAINTEXT"),
                SecurityProtocol.PLAINTEXT,
                ClientInformation.EMPTY,
                false);
        var answer = dispatcher.dispatch(request, context, pooled -> {}).join();
        var last = answer instanceof Answer.Later later ? later.answer().join() : answer;
        return type.cast(((Answer.Reply) last).response());
    }

    Errors init() {
        return init(60_000);
    }

    Errors init(int timeoutMs) {
        var data = new InitProducerIdRequestData()
                .setTransactionalId(transactionalId)
                .setTransactionTimeoutMs(timeoutMs);
        var response =
                ask(new InitProducerIdRequest.Builder(data).build((short) versions.init), InitProducerIdResponse.class);
        if (response.error() == Errors.NONE) {
            producerId = response.data().producerId();
            epoch = response.data().producerEpoch();
        }
        return response.error();
    }

    Errors add(TopicPartition... partitions) {
        var request = AddPartitionsToTxnRequest.Builder.forClient(
                        transactionalId, producerId, epoch, List.of(partitions))
                .build((short) versions.add);
        var response = ask(request, AddPartitionsToTxnResponse.class);
        return AddPartitionsToTxnResponse.errorsForTransaction(response.data().resultsByTopicV3AndBelow())
                .get(partitions[0]);
    }

    Errors addOffsets(String group) {
        var data = new AddOffsetsToTxnRequestData()
                .setTransactionalId(transactionalId)
                .setProducerId(producerId)
                .setProducerEpoch(epoch)
                .setGroupId(group);
        var request = new AddOffsetsToTxnRequest.Builder(data).build((short) versions.addOffsets);
        return Errors.forCode(ask(request, AddOffsetsToTxnResponse.class).data().errorCode());
    }

    Errors offsets(String group, TopicPartition partition, long offset) {
        var request = new TxnOffsetCommitRequest.Builder(
                        transactionalId,
                        group,
                        producerId,
                        epoch,
                        Map.of(partition, new CommittedOffset(offset, "", Optional.empty())),
                        versions.offsets >= 5)
                .build((short) versions.offsets);
        return ask(request, TxnOffsetCommitResponse.class).errors().get(partition);
    }

    Errors produce(TopicPartition partition, String value) {
        var records = Batches.builder(value);
        records.setProducerState(producerId, epoch, nextSequence(partition), true);
        var data = new ProduceRequestData()
                .setTransactionalId(transactionalId)
                .setAcks((short) -1)
                .setTimeoutMs(10_000)
                .setTopicData(new TopicProduceDataCollection(List.of(new TopicProduceData()
                                .setName(partition.topic())
                                .setPartitionData(List.of(new PartitionProduceData()
                                        .setIndex(partition.partition())
                                        .setRecords(records.build()))))
                        .iterator()));
        var response = ask(ProduceRequest.builder(data).build((short) versions.produce), ProduceResponse.class);
        return Errors.forCode(response.data()
                .responses()
                .iterator()
                .next()
                .partitionResponses()
                .get(0)
                .errorCode());
    }

    /** Each partition counts for itself, and from 0 on with each epoch. */
    private int nextSequence(TopicPartition partition) {
        if (sequencesOf != epoch) {
            sequencesOf = epoch;
            sequences.clear();
        }
        return sequences.merge(partition, 1, Integer::sum) - 1;
    }

    Errors end(boolean commit) {
        var data = new EndTxnRequestData()
                .setTransactionalId(transactionalId)
                .setProducerId(producerId)
                .setProducerEpoch(epoch)
                .setCommitted(commit);
        var request = new EndTxnRequest.Builder(data, true).build((short) versions.end);
        var response = ask(request, EndTxnResponse.class);
        if (response.error() == Errors.NONE && versions.end >= 5) {
            producerId = response.data().producerId();
            epoch = response.data().producerEpoch();
        }
        return response.error();
    }
}
