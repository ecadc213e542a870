package io.leat.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {

    private final TokenBucket full = TokenBucket.full(100, 1_000);

    @ParameterizedTest(name = "after {0} were spent, and {1} ms, there are {2} ms to wait")
    @CsvSource({"0, 0, 0", "100, 0, 0", "101, 0, 10", "150, 0, 500", "150, 200, 300", "150, 500, 0", "1100, 0, 10000"})
    void letsADebtBeWaitedFor(double spent, long passed, long wait) {
        assertThat(full.spend(spent, 1_000).untilFree(1_000 + passed)).isEqualTo(Duration.ofMillis(wait));
    }

    @Test
    void savesNoMoreThanASecondBrings() {
        assertThat(full.spend(200, 3_600_000).untilFree(3_600_000)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void keepsToTheRateInTheLongRun() {
        var bucket = full;
        var now = 1_000L;
        var spent = 0;
        while (now < 101_000) {
            bucket = bucket.spend(37, now);
            spent += 37;
            now += bucket.untilFree(now).toMillis();
        }
        assertThat(spent).isBetween(10_000, 10_200);
    }

    @Test
    void survivesAClockThatIsSetBack() {
        assertThat(full.spend(150, 500).untilFree(500)).isEqualTo(Duration.ofMillis(500));
    }
}
