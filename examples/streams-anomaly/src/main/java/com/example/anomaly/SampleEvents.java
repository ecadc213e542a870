package com.example.anomaly;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Two hours of made-up events, always the same but for their times; two actors misbehave. */
final class SampleEvents {
    static final int ACTORS = 12;
    static final int WINDOWS = 24;

    private static final String GUESSED_PASSWORDS = "user-3";
    private static final String LEAKED_SECRETS = "runner-7";
    private static final int BURST = 30;

    private SampleEvents() {}

    /** Writes the events to the topic. Argument: bootstrap servers ({@code localhost:9092}). */
    public static void main(String[] arguments) {
        var bootstrapServers = arguments.length > 0 ? arguments[0] : "localhost:9092";
        var events = from(Instant.now().minus(Duration.ofHours(2)));
        var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
        try (var values = Json.of(SecurityEvent.class).serializer();
                var producer = new KafkaProducer<>(settings, new StringSerializer(), values)) {
            events.forEach(event -> producer.send(new ProducerRecord<>(DetectorTopology.EVENTS, event.actor(), event)));
            producer.flush();
        }
        System.out.println(events.size() + " events written to " + DetectorTopology.EVENTS);
    }

    /** The events in the order of their times, which begin with the window at that time. */
    static List<SecurityEvent> from(Instant start) {
        var random = new Random(5);
        var window = Baseline.WINDOW.toMillis();
        var first = start.toEpochMilli() / window * window;
        var events = new ArrayList<SecurityEvent>();
        for (var number = 0; number < WINDOWS; number++) {
            var begin = first + number * window;
            for (var actor = 0; actor < ACTORS; actor++) {
                var name = (actor % 2 == 0 ? "runner-" : "user-") + (actor % 2 == 0 ? actor + 1 : actor);
                addUsual(events, random, name, begin);
                addBurst(events, name, number, begin);
            }
        }
        events.sort((left, right) -> left.time().compareTo(right.time()));
        return events;
    }

    private static void addUsual(List<SecurityEvent> events, Random random, String actor, long begin) {
        for (var count = random.nextInt(5); count > 0; count--) {
            var outcome = random.nextBoolean() ? "success" : "failure";
            events.add(event(actor, "login", outcome, "low", begin + random.nextInt(300_000)));
        }
    }

    private static void addBurst(List<SecurityEvent> events, String actor, int number, long begin) {
        for (var count = 0; count < BURST; count++) {
            if (actor.equals(GUESSED_PASSWORDS) && number == 15) {
                events.add(event(actor, "login", "failure", "medium", begin + count * 1_000L));
            }
            if (actor.equals(LEAKED_SECRETS) && number % 8 == 5) {
                events.add(event(actor, "scan", "success", "critical", begin + count * 5_000L));
            }
        }
    }

    private static SecurityEvent event(String actor, String action, String outcome, String severity, long time) {
        return new SecurityEvent(actor, action, outcome, severity, Instant.ofEpochMilli(time));
    }
}
