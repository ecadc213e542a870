package io.leat.broker;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Fills a data folder until it is killed, or measures how long it takes to open one; run by bench/restart.sh. */
public final class RestartBench {
    private static final int UNDER_WAY = 64;

    private RestartBench() {}

    /** {@code fill <folder> <topics> <megabytes>}, or {@code open <folder> [recovery threads]} */
    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[1]);
        if (arguments[0].equals("fill")) {
            fill(folder, Integer.parseInt(arguments[2]), Long.parseLong(arguments[3]) << 20);
        } else {
            var threads = arguments.length > 2
                    ? Map.of("num.recovery.threads.per.data.dir", arguments[2])
                    : Map.<String, String>of();
            open(folder, threads);
        }
    }

    private static void fill(Path folder, int topics, long bytes) throws Exception {
        var broker = Broker.open(BrokerConfig.of(folder, Map.of()));
        for (var topic = 0; topic < topics; topic++) {
            broker.topics().create("t" + topic, 1, Map.of());
        }
        var underWay = new ArrayDeque<CompletableFuture<?>>();
        var written = 0L;
        for (var batch = 0; written < bytes; batch++) {
            var records = batch(16 << 10);
            written += records.sizeInBytes();
            underWay.add(broker.partition(new TopicPartition("t" + batch % topics, 0))
                    .append(records, true));
            if (underWay.size() == UNDER_WAY * topics) {
                underWay.remove().get();
            }
        }
        for (var left : underWay) {
            left.get();
        }
        System.out.println("filled " + (written >> 20) + " MB");
        System.out.flush();
        Thread.currentThread().join();
    }

    private static MemoryRecords batch(int bytes) {
        var random = new Random(bytes);
        var builder = MemoryRecords.builder(
                ByteBuffer.allocate(bytes + 1024), Compression.NONE, TimestampType.CREATE_TIME, 0);
        var value = new byte[1000];
        for (var record = 0; record < bytes / value.length; record++) {
            random.nextBytes(value);
            builder.append(System.currentTimeMillis(), null, value);
        }
        return builder.build();
    }

    private static void open(Path folder, Map<String, String> settings) {
        var began = System.nanoTime();
        var topics = Broker.open(BrokerConfig.of(folder, settings)).topics().list();
        System.out.println("opened " + topics.size() + " topics in " + (System.nanoTime() - began) / 1_000_000 + " ms");
        Runtime.getRuntime().halt(0);
    }
}
