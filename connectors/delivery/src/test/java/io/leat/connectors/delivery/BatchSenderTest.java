package io.leat.connectors.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.fault.ConfigFault;
import io.leat.connect.api.fault.ExternalFault;
import io.leat.connect.api.settings.Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class BatchSenderTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final List<Integer> delivered = new ArrayList<>();
    private final List<Integer> refused = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final BatchListener<Integer> listener = new BatchListener<>() {
        @Override
        public void delivered(Integer item) {
            delivered.add(item);
        }

        @Override
        public void refused(Integer item, Exception cause) {
            refused.add(item);
        }
    };

    private BatchSender<Integer> sender(BatchTarget<Integer> target, String... config) {
        var settings = IntStream.range(0, config.length / 2)
                .boxed()
                .collect(Collectors.toMap(i -> config[2 * i], i -> config[2 * i + 1]));
        var retries = new RetryPolicy(Settings.of(RetrySettings.class).parse(settings), new Random(7));
        return new BatchSender<>(target, retries, CLOCK, pauses::add);
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void sendsABatchOnce() throws Exception {
        var requests = new ArrayList<List<Integer>>();
        sender(batch -> {
                    requests.add(batch);
                    return new BatchOutcome.Delivered<>();
                })
                .send(numbers(10), listener);

        assertThat(requests).containsExactly(numbers(10));
        assertThat(delivered).isEqualTo(numbers(10));
    }

    @Test
    void halvesARejectedBatchUntilTheBadRecordIsAlone() throws Exception {
        var requests = new ArrayList<List<Integer>>();
        sender(batch -> {
                    requests.add(batch);
                    return batch.contains(613)
                            ? new BatchOutcome.Rejected<>(new IOException("bad"))
                            : new BatchOutcome.Delivered<>();
                })
                .send(numbers(1024), listener);

        assertThat(refused).containsExactly(613);
        assertThat(delivered).hasSize(1023).isSorted();
        assertThat(requests).hasSizeLessThanOrEqualTo(1 + 2 * 10);
    }

    @Test
    void waitsAndRepeatsWhileTheTargetIsUnavailable() throws Exception {
        var failures = new int[] {5};
        sender(
                        batch -> failures[0]-- > 0
                                ? new BatchOutcome.Unavailable<>(new IOException("503"), Duration.ZERO)
                                : new BatchOutcome.Delivered<>(),
                        "retry.jitter",
                        "none")
                .send(numbers(3), listener);

        assertThat(pauses).extracting(Duration::toMillis).containsExactly(100L, 200L, 400L, 800L, 1600L);
        assertThat(delivered).isEqualTo(numbers(3));
    }

    @Test
    void waitsAsLongAsTheTargetAsks() throws Exception {
        var failures = new int[] {1};
        sender(batch -> failures[0]-- > 0
                        ? new BatchOutcome.Unavailable<>(new IOException("429"), Duration.ofSeconds(17))
                        : new BatchOutcome.Delivered<>())
                .send(numbers(1), listener);

        assertThat(pauses).containsExactly(Duration.ofSeconds(17));
    }

    @Test
    void sendsAgainOnlyWhatWasNotAccepted() throws Exception {
        var requests = new ArrayList<List<Integer>>();
        sender(batch -> {
                    requests.add(batch);
                    return requests.size() > 1
                            ? new BatchOutcome.Delivered<>()
                            : new BatchOutcome.Partly<>(
                                    List.of(batch.get(3), batch.get(1)),
                                    List.of(new BatchOutcome.Refused<>(batch.get(2), new IOException("mapper"))),
                                    Duration.ZERO,
                                    new IOException("rejected execution"));
                })
                .send(numbers(5), listener);

        assertThat(requests).containsExactly(numbers(5), List.of(1, 3));
        assertThat(delivered).containsExactly(0, 4, 1, 3);
        assertThat(refused).containsExactly(2);
    }

    @Test
    void countsFailuresAnewAfterProgress() throws Exception {
        sender(
                        batch -> batch.size() == 1
                                ? new BatchOutcome.Delivered<>()
                                : new BatchOutcome.Partly<>(
                                        batch.subList(1, batch.size()),
                                        List.of(),
                                        Duration.ZERO,
                                        new IOException("busy")),
                        "max.retries",
                        "1")
                .send(numbers(50), listener);

        assertThat(delivered).isEqualTo(numbers(50));
    }

    @Test
    void givesUpWhenTheRetriesAreUsedUp() {
        var sender = sender(
                batch -> new BatchOutcome.Unavailable<>(new IOException("connection refused"), Duration.ZERO),
                "max.retries",
                "2");

        assertThatThrownBy(() -> sender.send(numbers(4), listener))
                .isInstanceOf(ExternalFault.class)
                .hasMessageContaining("4 records")
                .hasMessageContaining("max.retries=2")
                .hasMessageContaining("connection refused");
        assertThat(delivered).isEmpty();
    }

    @Test
    void failsAtOnceWhenNoRecordIsAtFault() {
        var sender = sender(batch -> new BatchOutcome.Misconfigured<>(new IOException("401 Unauthorized")));

        assertThatThrownBy(() -> sender.send(numbers(4), listener))
                .isInstanceOf(ConfigFault.class)
                .hasMessageContaining("401");
        assertThat(pauses).isEmpty();
        assertThat(refused).isEmpty();
    }

    /** Whatever the target does, each item is told of exactly once, and rightly. */
    @RepeatedTest(100)
    void tellsOfEachItemExactlyOnce(RepetitionInfo round) throws Exception {
        var random = new Random(round.getCurrentRepetition());
        var batch = IntStream.range(0, 1 + random.nextInt(300)).boxed().toList();
        var bad = batch.stream().filter(item -> random.nextInt(20) == 0).collect(Collectors.toSet());
        sender(sent -> randomly(sent, bad, random)).send(batch, listener);

        assertThat(new TreeSet<>(refused)).isEqualTo(new TreeSet<>(bad));
        assertThat(refused).doesNotHaveDuplicates();
        assertThat(delivered).doesNotHaveDuplicates().noneMatch(bad::contains);
        assertThat(delivered.size() + refused.size()).isEqualTo(batch.size());
    }

    private static BatchOutcome<Integer> randomly(List<Integer> sent, Set<Integer> bad, Random random) {
        var cause = new IOException("random");
        if (random.nextInt(3) == 0) {
            return new BatchOutcome.Unavailable<>(cause, Duration.ZERO);
        }
        if (random.nextBoolean()) {
            var again = sent.stream()
                    .filter(item -> !bad.contains(item) && random.nextInt(3) == 0)
                    .toList();
            var refused = sent.stream()
                    .filter(bad::contains)
                    .map(item -> new BatchOutcome.Refused<>(item, cause))
                    .toList();
            return new BatchOutcome.Partly<>(again, refused, Duration.ZERO, cause);
        }
        return sent.stream().anyMatch(bad::contains)
                ? new BatchOutcome.Rejected<>(cause)
                : new BatchOutcome.Delivered<>();
    }

    @Test
    void sendsNothingForAnEmptyBatch() throws Exception {
        sender(batch -> new BatchOutcome.Misconfigured<>(new IOException("must not be called")))
                .send(List.of(), listener);

        assertThat(Map.of("delivered", delivered, "refused", refused))
                .allSatisfy((kind, items) -> assertThat(items).isEmpty());
    }
}
