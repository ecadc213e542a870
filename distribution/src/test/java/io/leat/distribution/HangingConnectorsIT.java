package io.leat.distribution;

import static io.leat.distribution.ScriptedLeat.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.distribution.scripted.LineSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connectors whose object hangs, and as many requests about them as their owners may send, on the packaged server. */
class HangingConnectorsIT {

    private static final int OTHERS = 50;
    private static final int REQUESTS = 60;

    private final ExecutorService clients = Executors.newCachedThreadPool();
    private final List<CompletableFuture<RestClient.Answer>> requests = new ArrayList<>();

    @TempDir
    private Path folder;

    private ScriptedLeat leat;
    private Path gate;

    @BeforeEach
    void start() throws IOException {
        gate = Files.createFile(folder.resolve("gate"));
        leat = new ScriptedLeat(folder);
    }

    @AfterEach
    void stop() throws IOException {
        Files.deleteIfExists(gate);
        leat.close();
        clients.shutdownNow();
    }

    private Map<String, String> hanging(String call) {
        return Map.of("hang", call, "gate", gate.toString());
    }

    private void send(int times, Supplier<RestClient.Answer> request) {
        IntStream.range(0, times).forEach(i -> requests.add(CompletableFuture.supplyAsync(request, clients)));
    }

    @Test
    void onesThatHangInStartStopAndValidateLeaveRestAndFiftyOthersAlone() throws IOException {
        leat.source("in", Map.of());
        var others = IntStream.range(0, OTHERS).mapToObj(i -> "other" + i).toList();
        others.forEach(name -> leat.sink(name, "in", Map.of()));
        leat.source("starting", hanging("connector start"));
        leat.source("stopping", hanging("connector stop"));
        await().until(() -> state("stopping").equals("RUNNING"));
        var rest = leat.rest();
        var validation = String.format(
                "{\"connector.class\":\"%s\",\"lines\":\"l\",\"topic\":\"t\",\"hang\":\"validate\",\"gate\":\"%s\"}",
                LineSource.class.getName(), gate);

        send(REQUESTS, () -> rest.put("/connectors/new/config", validation));
        var validations = List.copyOf(requests);
        send(REQUESTS, () -> rest.post("/connectors/starting/restart", ""));
        send(REQUESTS, () -> rest.post("/connectors/stopping/restart", ""));

        leat.write("in", "1", "2", "3");
        await().untilAsserted(() -> assertThat(others)
                .allSatisfy(name -> assertThat(leat.recorded(name)).containsExactly("1", "2", "3")));
        assertThat(rest.get("/").status()).isEqualTo(200);
        assertThat(rest.get("/health").status()).isEqualTo(200);
        assertThat(rest.put("/connectors/other0/pause", "").status()).isEqualTo(202);
        await().until(() -> state("other0").equals("PAUSED"));
        assertThat(rest.put("/connectors/other0/resume", "").status()).isEqualTo(202);
        await().until(() -> state("other0").equals("RUNNING"));
        assertThat(validations).as("all this came while they hung").anyMatch(one -> !one.isDone());

        Files.delete(gate);
        requests.forEach(CompletableFuture::join);
        await().until(() ->
                state("starting").equals("RUNNING") && state("stopping").equals("RUNNING"));
    }

    private String state(String connector) {
        return leat.get("/connectors/" + connector + "/status")
                .at("/connector/state")
                .asText();
    }
}
