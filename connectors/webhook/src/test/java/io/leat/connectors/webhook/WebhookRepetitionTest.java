package io.leat.connectors.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders repeat what was not answered in time: it becomes one record. */
class WebhookRepetitionTest {

    private final Hooks hooks = new Hooks();
    private final Sender sender = hooks.sender;

    @AfterEach
    void stop() {
        hooks.close();
    }

    @Test
    void makesOneRecordOfARepetitionWhileTheFirstIsUnderWay() throws Exception {
        var run = hooks.start("response.timeout.ms=200");
        var first = sender.sendLater(sender.delivery("1", "{}"));
        var polled = Hooks.poll(run);
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(503);

        var second = sender.sendLater(sender.delivery("1", "{}"));
        run.tasks().get(0).write(polled);

        assertThat(second.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(202);
        assertThat(run.step()).isEmpty();
    }

    @Test
    void makesNoRecordOfARepetitionAfterTheFirstIsDurable() throws Exception {
        var run = hooks.start();
        hooks.deliver(run, "1");

        assertThat(sender.send(sender.delivery("1", "{}")).statusCode()).isEqualTo(202);
        assertThat(run.step()).isEmpty();
    }

    @Test
    void recognisesARepetitionAfterARestart() throws Exception {
        var before = hooks.start();
        hooks.deliver(before, "1");
        before.tasks().get(0).commit();
        before.kill();

        var after = hooks.start();

        assertThat(sender.send(sender.delivery("1", "{}")).statusCode()).isEqualTo(202);
        assertThat(after.step()).isEmpty();
    }

    @Test
    void takesARepetitionOfWhatWasGivenUp() throws Exception {
        var stopped = hooks.start();
        var answer = sender.sendLater(sender.delivery("1", "{}"));
        Hooks.poll(stopped);
        stopped.kill();
        answer.get(10, TimeUnit.SECONDS);

        var run = hooks.start();
        sender.sendLater(sender.delivery("1", "{}"));

        assertThat(Hooks.poll(run)).extracting(SourceRecord::key).containsExactly("1");
    }
}
