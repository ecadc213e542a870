package io.leat.distribution.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** Tells, in the words of a person who shows something, what the demo did, what arrives and where to look. */
final class DemoReport {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int SHOWN_CHARACTERS = 150;

    private final DemoPlan plan;
    private final DemoRest rest;
    private final URI url;
    private final PrintWriter out;
    private final Map<String, Long> shownUpTo = new HashMap<>();
    private int failedWebhooks;

    DemoReport(DemoPlan plan, DemoRest rest, URI url, PrintWriter out) {
        this.plan = plan;
        this.rest = rest;
        this.url = url;
        this.out = out;
    }

    void begin() {
        say("");
        say("Leat is running. Everything this demo writes is in %s", plan.folder());
        say("");
    }

    void registered(Pipeline pipeline) {
        say("registered  %s  →  topic %s  →  %s", origin(pipeline), pipeline.topic(), destination(pipeline.topic()));
    }

    private String origin(Pipeline pipeline) {
        var file = pipeline.source().config().get("include");
        return file != null ? "log file " + file : "signed GitHub webhooks at " + plan.webhook();
    }

    private String destination(String topic) {
        return plan.elasticsearch()
                .map(elasticsearch -> elasticsearch + "/" + topic)
                .orElseGet(() -> plan.out(topic).toString());
    }

    void howToLook() {
        say("");
        say("Look at it from another terminal:");
        say("  curl -s %s", at("/connectors?expand=status"));
        say("  curl -s '%s'", at("/topics/demo-shop-log/records?partition=0&offset=-3&limit=3"));
        say("  curl -s %s", at("/groups"));
        plan.elasticsearch()
                .ifPresentOrElse(
                        elasticsearch ->
                                say("  curl -s '%s/demo-shop-log/_search?size=2&sort=@timestamp:desc'", elasticsearch),
                        () -> say("  tail -f %s", plan.out("demo-shop-log")));
        say("Try what happens:");
        say("  curl -s -X PUT %s", at("/connectors/demo-shop-log-sink/pause"));
        say("  curl -s -X PUT %s", at("/connectors/demo-shop-log-sink/resume"));
        say(
                "  kill -9 %d     # then start the demo again: nothing is lost, nothing comes twice",
                ProcessHandle.current().pid());
        say("Stop with Ctrl-C.");
        say("");
    }

    private String at(String path) {
        return url.resolve(path).toString();
    }

    void webhook(int status) {
        if (status >= 300) {
            failedWebhooks++;
        }
    }

    /** Shows the newest record of each topic and how much has been delivered. */
    void progress() throws IOException, InterruptedException {
        for (var pipeline : plan.pipelines()) {
            var topic = pipeline.topic();
            newest(topic);
            var group = rest.get("/groups/connect-" + topic + "-sink");
            say(
                    "%s  %s: delivered up to offset %s, %s records waiting",
                    LocalTime.now().format(TIME),
                    topic,
                    group.path("partitions").path(0).path("committed_offset").asText("0"),
                    group.path("lag").asText("0"));
        }
        if (failedWebhooks > 0) {
            say("%s  %d webhooks were not accepted", LocalTime.now().format(TIME), failedWebhooks);
        }
    }

    private void newest(String topic) throws IOException, InterruptedException {
        var records = rest.get("/topics/" + topic + "/records?partition=0&offset=-2&limit=2")
                .path("records");
        for (JsonNode record : records) {
            long offset = record.path("offset").asLong();
            if (offset > shownUpTo.getOrDefault(topic, -1L)) {
                shownUpTo.put(topic, offset);
                say("          %s", shorten(record.path("value").toString()));
            }
        }
    }

    private static String shorten(String text) {
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }

    void end() {
        say("");
        say(
                "Stopping. The data stays in %s: start the demo again to go on, delete the folder to start afresh.",
                plan.folder());
    }

    private void say(String format, Object... values) {
        out.println(values.length == 0 ? format : format.formatted(values));
        out.flush();
    }
}
