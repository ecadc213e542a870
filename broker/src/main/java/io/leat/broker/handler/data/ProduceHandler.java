package io.leat.broker.handler.data;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.handler.data.ProduceParts.OfTopic;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidRequiredAcksException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.message.ProduceResponseData;
import org.apache.kafka.common.message.ProduceResponseData.TopicProduceResponse;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ProduceRequest;
import org.apache.kafka.common.requests.ProduceResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.requests.RequestUtils;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Appends records. The answer to {@code acks=all} waits for the disk, as far as {@code log.durability} says, the one to
 * {@code acks=1} for the page cache; with {@code acks=0} there is none, and an error ends the connection.
 */
final class ProduceHandler implements Handler<ProduceRequest> {
    private static final short ACKS_ALL = -1;
    private static final short ACKS_LEADER = 1;
    private static final short ACKS_NONE = 0;

    private final DataPorts ports;
    private final ProduceTransactions transactions;
    private final ScheduledExecutorService timer;

    ProduceHandler(DataPorts ports, ScheduledExecutorService timer) {
        this.ports = ports;
        this.transactions = new ProduceTransactions(ports.transactions());
        this.timer = timer;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.PRODUCE;
    }

    @Override
    public CompletableFuture<Answer> handle(ProduceRequest request, RequestContext context) {
        checkAcks(request.acks());
        checkTransactionalId(request, context);
        var bytes = bytes(request);
        var topics = new ProduceParts(ports, context).of(request);
        var parts = topics.stream().flatMap(topic -> topic.parts().stream()).toList();
        return transactions
                .admit(parts, request.transactionalId(), context.apiVersion())
                .thenApply(admitted -> asSoonAsAppended(append(parts, request)
                        .thenApply(settled ->
                                answer(topics, request.acks(), ports.produced().record(context, bytes)))));
    }

    /** What was appended keeps its place, so the next request need not wait for the disk. */
    private static Answer asSoonAsAppended(CompletableFuture<Answer> answer) {
        return answer.isDone() ? answer.join() : new Answer.Later(answer);
    }

    private static void checkAcks(short acks) {
        if (acks != ACKS_ALL && acks != ACKS_LEADER && acks != ACKS_NONE) {
            throw new InvalidRequiredAcksException("acks=" + acks + " does not exist; use -1, 0 or 1.");
        }
    }

    private void checkTransactionalId(ProduceRequest request, RequestContext context) {
        var id = request.transactionalId();
        if (RequestUtils.hasTransactionalRecords(request)
                && (id == null
                        || !ports.access().allows(context, AclOperation.WRITE, ResourceType.TRANSACTIONAL_ID, id))) {
            throw new TransactionalIdAuthorizationException(
                    "The records are transactional, but the transactional id '" + id + "' may not be used.");
        }
    }

    private static long bytes(ProduceRequest request) {
        var bytes = 0L;
        for (var topic : request.data().topicData()) {
            for (var partition : topic.partitionData()) {
                bytes += partition.records() == null ? 0 : partition.records().sizeInBytes();
            }
        }
        return bytes;
    }

    /**
     * Completes when all outcomes are known, or the time is over. Whoever waits until then holds the request, but not its
     * records: their bytes count no more.
     */
    private CompletableFuture<Void> append(List<ProducePart> parts, ProduceRequest request) {
        parts.forEach(part -> part.append(request.acks() == ACKS_ALL, () -> transactions.check(part)));
        request.clearPartitionRecords();
        var settled =
                CompletableFuture.allOf(parts.stream().map(ProducePart::outcome).toArray(CompletableFuture[]::new));
        if (!settled.isDone()) {
            var timeout =
                    timer.schedule(() -> settled.complete(null), Math.max(0, request.timeout()), TimeUnit.MILLISECONDS);
            var unused = settled.whenComplete((done, failure) -> timeout.cancel(false));
        }
        return settled;
    }

    private static Answer answer(List<OfTopic> topics, short acks, int throttleMs) {
        if (acks == ACKS_NONE) {
            return silence(topics, throttleMs);
        }
        var data = new ProduceResponseData().setThrottleTimeMs(throttleMs);
        for (var topic : topics) {
            data.responses()
                    .add(new TopicProduceResponse()
                            .setName(topic.name())
                            .setTopicId(topic.id())
                            .setPartitionResponses(topic.parts().stream()
                                    .map(ProducePart::response)
                                    .toList()));
        }
        return new Answer.Reply(new ProduceResponse(data), throttleMs);
    }

    private static Answer silence(List<OfTopic> topics, int throttleMs) {
        var failed = topics.stream()
                .flatMap(topic -> topic.parts().stream())
                .filter(part -> part.response().errorCode() != Errors.NONE.code())
                .map(part ->
                        part.partition() + ": " + Errors.forCode(part.response().errorCode()))
                .collect(Collectors.joining(", "));
        return failed.isEmpty()
                ? new Answer.Silence(throttleMs)
                : new Answer.Hangup("records that nobody waits for (acks=0) were refused: " + failed);
    }
}
