package com.example.anomaly;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * The program: reads {@code security-events}, writes {@code anomalies}, each exactly once, until it is stopped. When it was
 * killed, the next start goes on where the last transaction was committed.
 */
public final class Detector {
    private Detector() {}

    /** Arguments: bootstrap servers ({@code localhost:9092}) and the folder of its state ({@code ./state}). */
    public static void main(String[] arguments) throws InterruptedException {
        var bootstrapServers = arguments.length > 0 ? arguments[0] : "localhost:9092";
        var folder = arguments.length > 1 ? arguments[1] : "./state";
        var stopped = new CountDownLatch(1);
        try (var streams = new KafkaStreams(DetectorTopology.build(), settings(bootstrapServers, folder))) {
            streams.setUncaughtExceptionHandler(e -> StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
            streams.setStateListener((now, before) -> {
                System.out.println("The detector is " + now);
                if (now.hasCompletedShutdown()) {
                    stopped.countDown();
                }
            });
            Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(10))));
            streams.start();
            stopped.await();
        }
    }

    private static Properties settings(String bootstrapServers, String folder) {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "anomaly-detector");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, folder);
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        // How long the partitions of a detector that was killed wait for another.
        settings.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
        settings.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 2_000);
        return settings;
    }
}
