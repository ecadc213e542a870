package io.leat.distribution.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Registers the pipelines, plays the world around them, and tells what happens until it is stopped. */
public final class Demo {

    private static final Duration LINE_EVERY = Duration.ofMillis(200);
    private static final int LINES_PER_WEBHOOK = 10;
    private static final int LINES_PER_REPORT = 25;

    private final DemoPlan plan;
    private final DemoRest rest;
    private final DemoReport report;
    private final ShopLog shop;
    private final GitHub gitHub;

    private Demo(DemoPlan plan, DemoRest rest, DemoReport report, ShopLog shop, GitHub gitHub) {
        this.plan = plan;
        this.rest = rest;
        this.report = report;
        this.shop = shop;
        this.gitHub = gitHub;
    }

    public static Demo of(DemoSettings settings, URI restUrl, PrintWriter out) throws IOException {
        var clock = Clock.systemUTC();
        var random = new Random(clock.millis());
        var plan = new DemoPlan(
                settings.folder(),
                settings.webhook(),
                "leat-demo-" + Long.toHexString(random.nextLong()),
                settings.elasticsearch());
        var rest = new DemoRest(restUrl);
        return new Demo(
                plan,
                rest,
                new DemoReport(plan, rest, restUrl, out),
                new ShopLog(plan.logs(), clock, random),
                new GitHub(plan.webhook(), plan.secret(), clock, random));
    }

    /**
     * Runs until {@code stop} is counted down or the time is over.
     *
     * @throws IOException if a connector is refused or the REST API does not answer
     */
    public void run(CountDownLatch stop, Duration atMost)
            throws IOException, InterruptedException, GeneralSecurityException {
        shop.write();
        report.begin();
        for (var pipeline : plan.pipelines()) {
            rest.register(pipeline.source());
            rest.register(pipeline.sink());
            report.registered(pipeline);
        }
        report.howToLook();
        long ticks = atMost.dividedBy(LINE_EVERY);
        for (long tick = 1; tick <= ticks && !stop.await(LINE_EVERY.toMillis(), TimeUnit.MILLISECONDS); tick++) {
            shop.write();
            if (tick % LINES_PER_WEBHOOK == 0) {
                report.webhook(gitHub.send());
            }
            if (tick % LINES_PER_REPORT == 0) {
                report.progress();
            }
        }
        report.end();
    }
}
