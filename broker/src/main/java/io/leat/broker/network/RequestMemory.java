package io.leat.broker.network;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.memory.MemoryPool;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of all requests in memory. While there are less than the limit, the next request is let in whatever its size,
 * so that one larger than the limit can be served; the most in memory is the limit and one request.
 */
final class RequestMemory implements MemoryPool {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    RequestMemory(long limit) {
        this.limit = limit;
    }

    @Override
    public @Nullable ByteBuffer tryAllocate(int bytes) {
        long before;
        do {
            before = used.get();
            if (before >= limit) {
                return null;
            }
        } while (!used.compareAndSet(before, before + bytes));
        return ByteBuffer.allocate(bytes);
    }

    @Override
    public void release(ByteBuffer buffer) {
        used.addAndGet(-buffer.capacity());
    }

    @Override
    public long size() {
        return limit;
    }

    /** Not negative, as the selector compares it with a share of the size. */
    @Override
    public long availableMemory() {
        return Math.max(0, limit - used.get());
    }

    @Override
    public boolean isOutOfMemory() {
        return used.get() >= limit;
    }

    long used() {
        return used.get();
    }

    @Override
    public String toString() {
        return used.get() + " of " + limit + " bytes";
    }
}
