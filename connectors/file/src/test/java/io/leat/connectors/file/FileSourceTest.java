package io.leat.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connect.api.fault.RecordFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSourceTest {
    private LogFolder logs;
    private Tail tail;

    @BeforeEach
    void watchAFolder(@TempDir Path folder) {
        logs = new LogFolder(folder);
        tail = new Tail(logs.glob("*.log"));
    }

    @AfterEach
    void stop() {
        tail.close();
    }

    @Test
    void saysWhereALineCameFrom() {
        tail.with("headers", "path,line,position").with("key", "name").with("topic", "logs-${file.name}");
        logs.append("app.log", "one", "two");
        tail.start().readUntil(2);

        var second = tail.records().get(1);
        assertThat(second.topic()).isEqualTo("logs-app.log");
        assertThat(second.key()).isEqualTo("app.log");
        assertThat(second.headers().lastWithName("file.path").value())
                .isEqualTo(logs.file("app.log").toString());
        assertThat(second.headers().lastWithName("file.line").value()).isEqualTo(2L);
        assertThat(second.headers().lastWithName("file.position").value()).isEqualTo(4L);
    }

    @Test
    void passesBytesAsTheyAre() throws IOException {
        tail.with("format", "bytes");
        Files.write(logs.file("app.log"), new byte[] {(byte) 0xff, 0, '\r', '\n'});
        tail.start().readUntil(1);

        assertThat((byte[]) tail.records().get(0).value()).containsExactly(0xff, 0, '\r');
    }

    @Test
    void readsOtherEncodingsAndLineEnds() throws IOException {
        tail.with("charset", "ISO-8859-1").with("line.delimiter", "\\r\\n");
        Files.write(logs.file("app.log"), "über\r\nalles\r\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(tail.start().readUntil(2)).containsExactly("über", "alles");
    }

    @Test
    void dropsTheCarriageReturnBeforeALineEnd() {
        logs.write("app.log", "a\r\nb\n");

        assertThat(tail.start().readUntil(2)).containsExactly("a", "b");
    }

    @Test
    void parsesLinesOfJson() {
        tail.with("format", "json");
        logs.append("app.log", "{\"a\":[1,2.5,null,{\"b\":true}],\"big\":123456789012345678901234567890}");
        tail.start().readUntil(1);

        var expected = new HashMap<String, Object>();
        var list = new ArrayList<Object>(List.of(1L, 2.5));
        list.add(null);
        list.add(Map.of("b", true));
        expected.put("a", list);
        expected.put("big", "123456789012345678901234567890");
        assertThat(tail.records().get(0).value()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"text,2", "skip,1"})
    void goesOnAfterALineThatIsNotJson(String policy, int records) {
        tail.with("format", "json").with("on.malformed.line", policy);
        logs.append("app.log", "{not json", "1");

        assertThat(tail.start().readUntil(records)).hasSize(records).endsWith("1");
    }

    @Test
    void stopsAtALineThatIsNotJsonNamingIt() {
        tail.with("format", "json");
        logs.append("app.log", "1", "{not json");
        tail.start();

        assertThatThrownBy(() -> tail.readUntil(2))
                .isInstanceOf(RecordFault.class)
                .hasMessageContaining("Line 2")
                .hasMessageContaining("app.log")
                .hasMessageContaining("byte 2");
    }

    @ParameterizedTest
    @CsvSource({"split,5", "skip,2"})
    void getsPastAHugeLineInLittleMemory(String policy, int records) {
        tail.with("max.line.bytes", "2000000").with("on.long.line", policy);
        logs.append("app.log", "before", "x".repeat(5_000_000), "after");
        tail.start().readUntil(records);

        assertThat(tail.lines()).hasSize(records).startsWith("before").endsWith("after");
        assertThat(String.join("", tail.lines()))
                .hasSize(policy.equals("split") ? 5_000_000 + "beforeafter".length() : "beforeafter".length());
    }

    @Test
    void stopsAtAHugeLineNamingItsPlace() {
        tail.with("max.line.bytes", "100").with("on.long.line", "fail");
        logs.append("app.log", "before", "x".repeat(200));
        tail.start();

        assertThatThrownBy(() -> tail.readUntil(2))
                .isInstanceOf(RecordFault.class)
                .hasMessageContaining("Line 2")
                .hasMessageContaining("byte 7")
                .hasMessageContaining("max.line.bytes");
    }

    @Test
    void putsGroupsOfLinesTogetherAlsoAcrossAKill() {
        tail.with("multiline.preset", "java").with("multiline.timeout.ms", "300");
        logs.append("app.log", "first", "error", "\tat a");
        tail.start().readUntil(1);
        tail.restart();
        logs.append("app.log", "\tat b", "last");

        assertThat(tail.readUntil(3)).containsExactly("first", "error\n\tat a\n\tat b", "last");
    }

    @Test
    void beginsAtTheEndOfWhatIsThereAndAtTheBeginningOfWhatComes() {
        tail.with("read.from", "end");
        logs.write("app.log", "old\nhalf a line, ");
        tail.start().readOn(3);
        logs.append("app.log", "now whole");
        logs.append("new.log", "new");

        assertThat(tail.readUntil(2)).containsExactlyInAnyOrder("half a line, now whole", "new");
    }

    @Test
    void losesNothingOfANewFileThatCameWhileItWasDown() {
        tail.with("read.from", "end");
        logs.append("app.log", "old");
        tail.start().readOn(3);
        logs.append("app.log", "1");
        tail.readUntil(1);
        tail.kill();
        logs.append("new.log", "2");
        tail.start();

        assertThat(tail.readUntil(2)).containsExactly("1", "2");
    }

    @Test
    void doesNotBeginOldFiles() {
        tail.with("ignore.older.ms", "60000");
        logs.append("old.log", "old");
        logs.aged("old.log", Duration.ofHours(1));
        logs.append("app.log", "new");

        assertThat(tail.start().readUntil(1)).containsExactly("new");
        logs.append("old.log", "woken");
        assertThat(tail.readUntil(3)).containsExactly("new", "old", "woken");
    }

    @Test
    void dividesFilesAmongTasksAndKeepsThemThroughRotation() {
        tail = new Tail(logs.glob("*.log*")).with("tasks.max", "3").start();
        for (var i = 0; i < 20; i++) {
            logs.append("app" + i + ".log", "app" + i + " first");
        }
        tail.readUntil(20);
        for (var i = 0; i < 20; i++) {
            logs.append("app" + i + ".log", "app" + i + " second");
            logs.rename("app" + i + ".log", "app" + i + ".log.1");
        }
        tail.readUntil(40);
        tail.kill();
        tail.with("tasks.max", "2").start();
        for (var i = 0; i < 20; i++) {
            logs.append("app" + i + ".log.1", "app" + i + " third");
        }

        assertThat(tail.readUntil(60)).doesNotHaveDuplicates().hasSize(60);
    }

    @Test
    void readsAThousandFiles() {
        tail.with("poll.linger.ms", "100");
        IntStream.range(0, 1000).forEach(i -> logs.append(i + ".log", "first of " + i));
        tail.start().readUntil(1000);
        IntStream.range(0, 1000).forEach(i -> logs.append(i + ".log", "second of " + i));

        assertThat(tail.readUntil(2000)).doesNotHaveDuplicates().hasSize(2000);
    }

    @Test
    void servesEveryFileWhileOneNeverEnds() throws InterruptedException {
        tail.with("max.batch.bytes", "100000");
        logs.append(
                "busy.log",
                IntStream.range(0, 30_000).mapToObj(i -> "busy " + i).toArray(String[]::new));
        logs.append("calm.log", "calm");
        tail.start();
        var polls = 0;
        while (!tail.lines().contains("calm") && polls < 100) {
            tail.step();
            polls++;
        }

        assertThat(polls).isLessThan(5);
    }

    @Test
    void seesFilesInFoldersBelow() throws IOException {
        tail = new Tail(logs.glob("**/*.log"));
        Files.createDirectories(logs.file("a/b"));
        logs.append("a/b/app.log", "1");
        tail.start().readUntil(1);
        Files.createDirectories(logs.file("c"));
        logs.append("c/app.log", "2");

        assertThat(tail.readUntil(2)).containsExactly("1", "2");
    }

    @Test
    void promisesExactlyOnce() {
        assertThat(new FileSourceConnector().exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void readsFromWhereAUserPutTheOffset() {
        logs.append("app.log", "1", "2", "3");
        tail.start().readUntil(3);
        tail.kill();
        var slot = tail.offsets.all().keySet().iterator().next();
        var moved = new HashMap<String, Object>(tail.offsets.all().get(slot));
        moved.putAll(Map.of("position", 2L, "line", 1L, "fingerprint", "", "check", 0));
        assertThat(alter(slot, moved)).isTrue();
        tail.offsets.store(slot, moved);
        tail.start();

        assertThat(tail.readUntil(5)).containsExactly("1", "2", "3", "2", "3");
    }

    @Test
    void refusesAnOffsetThatItsFileDoesNotBearOut() {
        logs.append("app.log", "1", "2", "3");
        tail.start().readUntil(3);
        var slot = tail.offsets.all().keySet().iterator().next();
        var moved = new HashMap<String, Object>(tail.offsets.all().get(slot));
        moved.put("position", 4L);

        assertThatThrownBy(() -> alter(slot, moved))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("position")
                .hasMessageContaining("fingerprint");
        assertThatThrownBy(() -> alter(Map.of("file", "app.log"), null))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("slot");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "include|/nowhere/at/all/*.log|does not exist",
                "include|/var/log/[a|not a glob",
                "exclude|{a|not a glob",
                "topic|no spaces|characters",
                "topic|${name}|${file.name}",
                "charset|UTF-16|as ASCII does",
                "charset|klingon|not an encoding",
                "multiline.mode|halt_before|is needed",
                "multiline.start.pattern|(|regular expression",
                "max.line.bytes|3|64"
            })
    void namesWhatIsWrongWithASetting(String key, String value, String problem) {
        tail.with(key, value);

        assertThat(new FileSourceConnector().validate(tail.config()).configValues())
                .flatExtracting(setting -> setting.errorMessages())
                .singleElement()
                .asString()
                .contains(problem);
    }

    private boolean alter(Map<String, ?> partition, Map<String, ?> offset) {
        var altered = new HashMap<Map<String, ?>, Map<String, ?>>();
        altered.put(partition, offset);
        return new FileSourceConnector().alterOffsets(tail.config(), altered);
    }
}
