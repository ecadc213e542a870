package io.leat.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ComplaintsTest {
    private final AtomicLong clock = new AtomicLong();
    private final Complaints complaints = new Complaints(clock::get);

    @Test
    void leavesOutWhatComesWithinTenSecondsAndTellsHowMuchThatWas() {
        assertThat(complaints.due("here")).isZero();
        assertThat(complaints.due("here")).isEqualTo(-1);
        assertThat(complaints.due("here")).isEqualTo(-1);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(10));
        assertThat(complaints.due("here")).isEqualTo(2);
        assertThat(complaints.due("here")).isEqualTo(-1);
    }

    @Test
    void oneClientsNoiseDoesNotHideAnothers() {
        assertThat(complaints.due("here")).isZero();
        assertThat(complaints.due("there")).isZero();
    }

    @Test
    void putsWhatAClientSentOnOneShortLine() {
        assertThat(Complaints.printable("a\nb\u001b[31m")).isEqualTo("a?b?[31m");
        assertThat(Complaints.printable("x".repeat(10_000))).hasSizeLessThan(600);
    }
}
