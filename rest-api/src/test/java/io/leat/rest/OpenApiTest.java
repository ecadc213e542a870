package io.leat.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.rest.fake.FakeLogLevels;
import io.leat.rest.fake.RestFixture;
import io.leat.rest.resource.WorkerCalls;
import io.leat.runtime.GroupAdmin.Group;
import io.leat.runtime.GroupAdmin.Lag;
import io.leat.runtime.GroupAdmin.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps the OpenAPI document true. */
class OpenApiTest {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private static RestFixture rest;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        rest = new RestFixture();
        document = RestFixture.json(rest.get("/openapi.json"));
        rest.send("PUT", "/connectors/src/config", "{\"connector.class\":\"FileStreamSource\",\"topic\":\"t\"}");
        rest.worker().fakeTopics().append("t", 0, null, "{}".getBytes(UTF_8), new RecordHeader("h", null));
        var partition = new TopicPartition("t", 0);
        rest.worker()
                .fakeGroups()
                .add(new Group(
                        "g",
                        "Stable",
                        "classic",
                        "consumer",
                        List.of(new Member("c-1", "c", "/127.0.0.1", List.of(partition))),
                        List.of(new Lag(partition, Optional.empty(), 1, 1))));
    }

    @AfterAll
    static void stop() {
        rest.close();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        assertThat(described()).isEqualTo(served());
    }

    @Test
    void resolvesEveryReference() {
        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void declaresTheParametersOfEveryPath() {
        document.get("paths").properties().forEach(path -> {
            var named = Pattern.compile("\\{(\\w+)}")
                    .matcher(path.getKey())
                    .results()
                    .map(match -> match.group(1))
                    .collect(Collectors.toSet());
            var declared = new TreeSet<String>();
            path.getValue()
                    .path("parameters")
                    .forEach(each -> declared.add(each.get("name").asText()));
            assertThat(declared).as(path.getKey()).isEqualTo(named);
        });
    }

    @Test
    void givesEveryOperationANameOfItsOwn() {
        assertThat(document.findValuesAsText("operationId"))
                .hasSize(served().size())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/health, /health",
        "/connectors, /connectors",
        "/connectors, /connectors?expand=status&expand=info",
        "/connectors/{connector}, /connectors/src",
        "/connectors/{connector}/config, /connectors/src/config",
        "/connectors/{connector}/status, /connectors/src/status",
        "/connectors/{connector}/tasks, /connectors/src/tasks",
        "/connectors/{connector}/tasks/{task}/status, /connectors/src/tasks/0/status",
        "/connectors/{connector}/topics, /connectors/src/topics",
        "/connectors/{connector}/offsets, /connectors/src/offsets",
        "/connectors/{connector}/ledger, /connectors/counted/ledger",
        "/connectors/{connector}/dead-letters, /connectors/src/dead-letters",
        "/connectors/{connector}/dead-letters/groups, /connectors/src/dead-letters/groups",
        "/connectors/{connector}/dead-letters/{id}, /connectors/src/dead-letters/dlq-0-7",
        "/connectors/{connector}/dead-letters/{id}, /connectors/src/dead-letters/dlq-0-8",
        "/connector-plugins, /connector-plugins",
        "/connector-plugins/{plugin}/config, /connector-plugins/FileStreamSource/config",
        "/plugin-folders, /plugin-folders",
        "/admin/loggers, /admin/loggers",
        "/admin/loggers/{logger}, /admin/loggers/root",
        "/topics, /topics",
        "/topics, /topics?expand=info",
        "/topics/{topic}, /topics/t",
        "/topics/{topic}/records, /topics/t/records",
        "/groups, /groups",
        "/groups/{group}, /groups/g",
    })
    void describesWhatIsAnswered(String path, String request) {
        var answer = rest.get(request);
        var schema = document.get("paths")
                .get(path)
                .at("/get/responses/" + answer.statusCode() + "/content/application~1json/schema");

        assertThat(answer.statusCode()).isEqualTo(200);
        new SchemaCheck(document).assertValid(request, RestFixture.json(answer), schema);
    }

    @Test
    void describesErrors() {
        new SchemaCheck(document)
                .assertValid(
                        "error",
                        RestFixture.json(rest.get("/connectors/none")),
                        document.at("/components/responses/NotFound/content/application~1json/schema"));
    }

    private static Set<String> described() {
        var operations = new TreeSet<String>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (METHODS.contains(method)) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                    }
                }));
        return operations;
    }

    private static Set<String> served() {
        try (var calls = new WorkerCalls(Duration.ofSeconds(1), 1)) {
            var operations = new ArrayList<String>();
            Api.application(calls, new FakeLogLevels())
                    .getResources()
                    .forEach(resource -> collect("", resource, operations));
            return new TreeSet<>(operations);
        }
    }

    private static void collect(String parent, Resource resource, List<String> operations) {
        var path = (parent + "/" + resource.getPath()).replaceAll("/+", "/");
        var shown = path.length() > 1 ? path.replaceAll("/$", "") : path;
        resource.getResourceMethods().forEach(method -> operations.add(method.getHttpMethod() + " " + shown));
        resource.getChildResources().forEach(child -> collect(path, child, operations));
    }
}
