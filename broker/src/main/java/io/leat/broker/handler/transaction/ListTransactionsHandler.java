package io.leat.broker.handler.transaction;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.leat.broker.handler.Answer;
import io.leat.broker.handler.Handler;
import io.leat.broker.transaction.TransactionDescription;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.message.ListTransactionsRequestData;
import org.apache.kafka.common.message.ListTransactionsResponseData;
import org.apache.kafka.common.message.ListTransactionsResponseData.TransactionState;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.ListTransactionsRequest;
import org.apache.kafka.common.requests.ListTransactionsResponse;
import org.apache.kafka.common.requests.RequestContext;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;

/** Lists the transactional ids that the caller may know of, filtered as asked. */
final class ListTransactionsHandler implements Handler<ListTransactionsRequest> {
    private static final Set<String> STATES = Set.of(
            "Empty",
            "Ongoing",
            "PrepareCommit",
            "PrepareAbort",
            "CompleteCommit",
            "CompleteAbort",
            "Dead",
            "PrepareEpochFence");

    private final TransactionPorts ports;

    ListTransactionsHandler(TransactionPorts ports) {
        this.ports = ports;
    }

    @Override
    public ApiKeys key() {
        return ApiKeys.LIST_TRANSACTIONS;
    }

    @Override
    public CompletableFuture<Answer> handle(ListTransactionsRequest request, RequestContext context) {
        var asked = request.data();
        var data = new ListTransactionsResponseData()
                .setUnknownStateFilters(asked.stateFilters().stream()
                        .filter(state -> !STATES.contains(state))
                        .toList());
        try {
            data.setTransactionStates(list(asked, context));
        } catch (PatternSyntaxException e) {
            data.setErrorCode(Errors.INVALID_REGULAR_EXPRESSION.code());
        }
        return Answer.now(new ListTransactionsResponse(data));
    }

    private List<TransactionState> list(ListTransactionsRequestData asked, RequestContext context) {
        return ports.coordinator().list().stream()
                .filter(ofStates(asked.stateFilters()).and(ofProducers(asked.producerIdFilters())))
                .filter(longerThan(asked.durationFilter()).and(matching(asked.transactionalIdPattern())))
                .filter(transaction -> ports.access()
                        .shows(
                                context,
                                AclOperation.DESCRIBE,
                                ResourceType.TRANSACTIONAL_ID,
                                transaction.transactionalId()))
                .sorted(Comparator.comparing(TransactionDescription::transactionalId))
                .map(transaction -> new TransactionState()
                        .setTransactionalId(transaction.transactionalId())
                        .setProducerId(transaction.producerId())
                        .setTransactionState(transaction.state()))
                .toList();
    }

    /** As in Kafka, names that are no states do not filter. */
    private static Predicate<TransactionDescription> ofStates(List<String> filters) {
        var states = new HashSet<>(filters);
        states.retainAll(STATES);
        return transaction -> states.isEmpty() || states.contains(transaction.state());
    }

    private static Predicate<TransactionDescription> ofProducers(List<Long> filters) {
        var ids = Set.copyOf(filters);
        return transaction -> ids.isEmpty() || ids.contains(transaction.producerId());
    }

    /** @param milliseconds negative for all */
    private Predicate<TransactionDescription> longerThan(long milliseconds) {
        var now = ports.clock().getAsLong();
        return transaction ->
                milliseconds < 0 || (transaction.startedAt() >= 0 && now - transaction.startedAt() > milliseconds);
    }

    /** A pattern from outside runs in linear time, whatever it is. */
    private static Predicate<TransactionDescription> matching(@Nullable String pattern) {
        if (pattern == null || pattern.isEmpty()) {
            return transaction -> true;
        }
        var compiled = Pattern.compile(pattern);
        return transaction -> compiled.matches(transaction.transactionalId());
    }
}
