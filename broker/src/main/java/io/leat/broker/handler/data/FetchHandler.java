package io.leat.broker.handler.data;

import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.log.Isolation;
import io.leat.broker.security.Access;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchRequest;
import org.apache.kafka.common.requests.FetchResponse;
import org.apache.kafka.common.requests.RequestContext;

/** Finds records for consumers, at once or as soon as there are enough. */
final class FetchHandler implements Handler<FetchRequest> {
    private final DataPorts ports;
    private final DataSettings settings;
    private final FetchPlans plans;
    private final ScheduledExecutorService timer;

    FetchHandler(DataPorts ports, DataSettings settings, FetchSessions sessions, ScheduledExecutorService timer) {
        this.ports = ports;
        this.settings = settings;
        this.plans = new FetchPlans(sessions);
        this.timer = timer;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.FETCH;
    }

    @Override
    public CompletableFuture<Answer> handle(FetchRequest request, RequestContext context) {
        FetchPlan plan;
        try {
            plan = plans.plan(request, context.apiVersion());
        } catch (ApiException e) {
            return Answer.now(FetchResponse.of(FetchPlan.failed(Errors.forException(e))));
        }
        var fetch = fetch(request, context, plan);
        var pass = fetch.pass();
        if (fetch.isEnough(pass) || !fetch.mayWait()) {
            return CompletableFuture.completedFuture(answer(plan, pass, context));
        }
        return answerLater(FetchWait.start(fetch, timer), plan, context);
    }

    /** A cancelled answer ends the wait. */
    private CompletableFuture<Answer> answerLater(
            CompletableFuture<FetchPass> found, FetchPlan plan, RequestContext context) {
        var answer = found.thenApply(pass -> answer(plan, pass, context));
        var unused = answer.whenComplete((done, failure) -> found.cancel(false));
        return answer;
    }

    private Fetch fetch(FetchRequest request, RequestContext context, FetchPlan plan) {
        var access = new TopicAccess(ports.access(), context, AclOperation.READ);
        var targets = request.isFromFollower()
                ? refuseFollower(plan, context)
                : plan.wanted().stream().map(wanted -> target(wanted, access)).toList();
        var most = Math.min(
                Math.min(request.maxBytes(), settings.fetchMaxBytes()),
                ports.fetched().mostBytes(context));
        return new Fetch(
                targets,
                request.isolationLevel() == IsolationLevel.READ_COMMITTED
                        ? Isolation.READ_COMMITTED
                        : Isolation.READ_UNCOMMITTED,
                Math.min(request.minBytes(), most),
                most,
                request.maxWait());
    }

    /** There are no followers: nothing is replicated. */
    private List<FetchTarget> refuseFollower(FetchPlan plan, RequestContext context) {
        Access access = ports.access();
        var error = access.allowsCluster(context, AclOperation.CLUSTER_ACTION)
                ? Errors.NOT_LEADER_OR_FOLLOWER
                : Errors.TOPIC_AUTHORIZATION_FAILED;
        return plan.wanted().stream()
                .map(wanted -> FetchTarget.refused(wanted, error))
                .toList();
    }

    private FetchTarget target(Wanted wanted, TopicAccess access) {
        var key = wanted.key();
        var topic = key.byId() ? ports.topicName(key.topicId()) : Optional.of(key.topic());
        if (topic.isEmpty()) {
            return FetchTarget.refused(wanted, Errors.UNKNOWN_TOPIC_ID);
        }
        if (!access.allows(topic.get())) {
            return FetchTarget.refused(wanted, Errors.TOPIC_AUTHORIZATION_FAILED);
        }
        try {
            return FetchTarget.of(wanted, ports.log(new TopicPartition(topic.get(), key.partition())));
        } catch (UnknownTopicOrPartitionException e) {
            return FetchTarget.refused(wanted, Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
    }

    private Answer answer(FetchPlan plan, FetchPass pass, RequestContext context) {
        var throttleMs = ports.fetched().record(context, pass.bytes());
        FetchResponseData data;
        if (throttleMs > 0) {
            ports.fetched().takeBack(context, pass.bytes());
            data = plan.nothing();
        } else {
            data = plan.answer(pass.found());
        }
        return new Answer.Reply(FetchResponse.of(data.setThrottleTimeMs(throttleMs)), throttleMs);
    }
}
