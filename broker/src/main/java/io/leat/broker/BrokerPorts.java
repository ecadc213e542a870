package io.leat.broker;

import io.leat.broker.disk.Force;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Time;

/** What the broker needs of the machine. */
interface BrokerPorts {

    Force force();

    /** Asks how many bytes the disk of the folder has left. */
    LongSupplier usableBytes(Path folder);

    /** As {@link System#nanoTime()}. */
    LongSupplier nanoClock();

    Time time();

    static BrokerPorts system() {
        return new BrokerPorts() {
            @Override
            public Force force() {
                return Force.DISK;
            }

            @Override
            public LongSupplier usableBytes(Path folder) {
                return folder.toFile()::getUsableSpace;
            }

            @Override
            public LongSupplier nanoClock() {
                return System::nanoTime;
            }

            @Override
            public Time time() {
                return Time.SYSTEM;
            }
        };
    }
}
