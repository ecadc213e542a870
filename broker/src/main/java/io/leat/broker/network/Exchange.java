package io.leat.broker.network;

import io.leat.broker.handler.Answer;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.RequestContext;
import org.jspecify.annotations.Nullable;

/** A request under way, from its last byte to the last byte of its answer. Belongs to the processor's thread. */
final class Exchange {
    final Connection connection;
    final RequestContext context;
    final AbstractRequest request;

    /** The request's bytes, until they are given back. */
    @Nullable
    ByteBuffer buffer;

    /** What is to come, while it is. */
    @Nullable
    CompletableFuture<Answer> pending;

    /** Whether the next request may be handled, though this one is not answered. */
    boolean effective;

    @Nullable
    Answer answer;

    /** Whether a part of the answer is out, and the selector writes the rest. */
    boolean leaving;

    int throttleMs;

    /** By all threads: that of the processor and that of the handler. */
    private final AtomicLong spentNanos = new AtomicLong();

    Exchange(Connection connection, RequestContext context, AbstractRequest request, ByteBuffer buffer) {
        this.connection = connection;
        this.context = context;
        this.request = request;
        this.buffer = buffer;
    }

    /** From any thread. */
    void spend(long nanos) {
        spentNanos.addAndGet(nanos);
    }

    /** How long threads were busy with the request. */
    long spentNanos() {
        return spentNanos.get();
    }

    /** An answer that came in from another thread. */
    record Answered(Exchange exchange, Answer answer) {}
}
