package io.leat.broker;

import io.leat.broker.disk.Force;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Time;

/** A machine whose disk the test controls. */
final class TestPorts implements BrokerPorts {
    final SimulatedDisk disk = new SimulatedDisk();
    final AtomicLong usableBytes = new AtomicLong(Long.MAX_VALUE / 2);
    final AtomicLong nanos = new AtomicLong();

    @Override
    public Force force() {
        return disk;
    }

    @Override
    public LongSupplier usableBytes(Path folder) {
        return usableBytes::get;
    }

    @Override
    public LongSupplier nanoClock() {
        return nanos::get;
    }

    @Override
    public Time time() {
        return Time.SYSTEM;
    }
}
