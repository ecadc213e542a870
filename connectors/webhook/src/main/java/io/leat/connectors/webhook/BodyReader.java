package io.leat.connectors.webhook;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Reads a request's body as it arrives, without a thread that waits for it, and gives up as soon as a limit is passed. What
 * it has read counts against the budget; whoever gets the body gives that back.
 */
final class BodyReader {

    /** How reading ended. */
    sealed interface Result {

        /** @param body every byte, as sent */
        record Whole(byte[] body) implements Result {}

        /** More than {@code max.body.bytes}. */
        record TooLarge() implements Result {}

        /** {@code max.buffered.bytes} are in use. */
        record NoRoom() implements Result {}

        /** The sender went away or was too slow. */
        record Broken() implements Result {}
    }

    /** Over a shorter time a rate says nothing. */
    private static final long RATE_COUNTS_AFTER_SECONDS = 5;

    private final Request request;
    private final long maxBytes;
    private final long minRate;
    private final ByteBudget budget;
    private final Consumer<Result> whenDone;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    private final long beginNanos = System.nanoTime();
    private long taken;

    BodyReader(Request request, ListenerSettings limits, ByteBudget budget, Consumer<Result> whenDone) {
        this.request = request;
        this.maxBytes = limits.maxBody().bytes();
        this.minRate = limits.minRequestRate().bytes();
        this.budget = budget;
        this.whenDone = whenDone;
    }

    void start() {
        taken = Delivery.sizeOf(0);
        if (budget.tryTake(taken)) {
            read();
        } else {
            whenDone.accept(new Result.NoRoom());
        }
    }

    private void read() {
        while (true) {
            var chunk = request.read();
            if (chunk == null) {
                request.demand(this::read);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                giveUp(new Result.Broken());
                return;
            }
            var done = take(chunk);
            chunk.release();
            if (done) {
                return;
            }
        }
    }

    /** True if nothing more is to be read. */
    private boolean take(Content.Chunk chunk) {
        var bytes = chunk.remaining();
        if (body.size() + (long) bytes > maxBytes) {
            giveUp(new Result.TooLarge());
            return true;
        }
        if (!budget.tryTake(bytes)) {
            giveUp(new Result.NoRoom());
            return true;
        }
        taken += bytes;
        body.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
        if (!chunk.isLast() && tooSlow()) {
            giveUp(new Result.Broken());
            return true;
        }
        if (chunk.isLast()) {
            whenDone.accept(new Result.Whole(body.toByteArray()));
        }
        return chunk.isLast();
    }

    /** A sender that stops is found by the connection's idle timeout, one that drips is found here. */
    private boolean tooSlow() {
        var seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - beginNanos);
        return seconds >= RATE_COUNTS_AFTER_SECONDS && body.size() < minRate * seconds;
    }

    private void giveUp(Result result) {
        budget.giveBack(taken);
        whenDone.accept(result);
    }
}
