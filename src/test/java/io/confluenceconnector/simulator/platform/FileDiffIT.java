package io.confluenceconnector.simulator.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The file diff over HTTP: its state lies in the records, not in itself (P7). */
class FileDiffIT {

    private static final String PARTIAL_KEY = "acme/1_ENG";
    private static final String URL = "https://wiki.example/pages/acme/1_ENG/42";
    private static final String OLD = "2026-01-01T10:00:00.000Z";
    private static final String NEW = "2026-02-01T10:00:00.000+01:00";

    private final PlatformSimulator platform = PlatformSimulator.start();
    private final PlatformClient client = new PlatformClient(platform);
    private String root;

    @BeforeEach
    void grantRoot() {
        root = client.grantedRoot();
    }

    @AfterEach
    void close() {
        platform.close();
    }

    private JsonNode diff(String updatedAt) throws Exception {
        return Json.MAPPER.readTree(client.diff(PARTIAL_KEY, List.of(item("42", updatedAt))).body());
    }

    private static Map<String, String> item(String key, String updatedAt) {
        return Map.of("key", key, "url", URL, "updatedAt", updatedAt);
    }

    private static List<String> ids(JsonNode diff, String name) {
        return Json.MAPPER.convertValue(diff.path(name), Json.MAPPER.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    @Test
    void shouldAnswerArraysOfItemIds() throws Exception {
        // when
        JsonNode answer = diff(OLD);

        // then
        assertThat(answer).hasToString("{\"newFiles\":[\"42\"],\"updatedFiles\":[],\"movedFiles\":[],\"deletedFiles\":[]}");
    }

    @Test
    void shouldCallAnItemUnchangedOnceItIsFinalised() throws Exception {
        // given
        diff(OLD);
        client.ingest(PARTIAL_KEY + "/42", root, "hello");

        // when
        JsonNode answer = diff(OLD);

        // then
        assertThat(ids(answer, "newFiles")).isEmpty();
        assertThat(ids(answer, "updatedFiles")).isEmpty();
    }

    @Test
    void shouldAskForAnUpdateUntilItIsFinalised() throws Exception {
        // given
        diff(OLD);
        client.ingest(PARTIAL_KEY + "/42", root, "hello");

        // when
        diff(NEW);
        client.register(PARTIAL_KEY + "/42", root, 5);
        JsonNode again = diff(NEW);
        client.ingest(PARTIAL_KEY + "/42", root, "world");
        JsonNode afterwards = diff(NEW);

        // then
        assertThat(ids(again, "updatedFiles")).containsExactly("42");
        assertThat(ids(afterwards, "updatedFiles")).isEmpty();
    }

    @Test
    void shouldAskForAnItemThatWasRegisteredButNeverFinalised() throws Exception {
        // given
        diff(OLD);
        client.register(PARTIAL_KEY + "/42", root, 5);

        // when
        JsonNode answer = diff(OLD);

        // then
        assertThat(ids(answer, "newFiles")).isEmpty();
        assertThat(ids(answer, "updatedFiles")).containsExactly("42");
    }

    @Test
    void shouldReportMovesUntilTheUrlIsUpdated() throws Exception {
        // given
        diff(OLD);
        client.ingest(PARTIAL_KEY + "/42", root, "hello");
        List<Map<String, String>> moved = List.of(Map.of("key", "42", "url", "https://wiki.example/new", "updatedAt", OLD));

        // when
        JsonNode before = Json.MAPPER.readTree(client.diff(PARTIAL_KEY, moved).body());
        client.ingestion(PlatformClient.UPDATE, Map.of("contentId", platform.contents().get(PARTIAL_KEY + "/42").id(),
                "input", Map.of("url", "https://wiki.example/new")));
        JsonNode after = Json.MAPPER.readTree(client.diff(PARTIAL_KEY, moved).body());

        // then
        assertThat(ids(before, "movedFiles")).containsExactly("42");
        assertThat(ids(after, "movedFiles")).isEmpty();
        assertThat(ids(after, "updatedFiles")).isEmpty();
    }

    @Test
    void shouldReportDeletionsOfItsOwnPartialKeyOnlyAndDeleteNothingItself() throws Exception {
        // given
        client.register(PARTIAL_KEY + "/7::att8", root, 5);
        client.register("acme/1_ENG2/9", root, 5);

        // when
        JsonNode answer = Json.MAPPER.readTree(client.diff(PARTIAL_KEY, List.of()).body());

        // then
        assertThat(ids(answer, "deletedFiles")).containsExactly("7::att8");
        assertThat(platform.contents()).hasSize(2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void shouldRefuseMalformedRequests(String rule, String partialKey, List<Map<String, String>> files) throws Exception {
        // when
        HttpResponse<String> answer = client.diff(partialKey, files);

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(platform.violations()).singleElement().asString().isEqualTo("file-diff: " + rule);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("partialKey begins or ends with a slash", PARTIAL_KEY + "/", List.of()),
                Arguments.of("a key in fileList carries the partial key", PARTIAL_KEY, List.of(item(PARTIAL_KEY + "/42", OLD))),
                Arguments.of("a key stands twice in fileList", PARTIAL_KEY, List.of(item("42", OLD), item("42", OLD))),
                Arguments.of("updatedAt is no timestamp with an offset", PARTIAL_KEY, List.of(item("42", "yesterday"))),
                Arguments.of("url is missing", PARTIAL_KEY, List.of(Map.of("key", "42", "updatedAt", OLD))));
    }

    static Stream<Map<String, Object>> incomplete() {
        Map<String, Object> complete = Map.of("partialKey", PARTIAL_KEY, "sourceKind", "ATLASSIAN_CONFLUENCE_ONPREM",
                "sourceName", "https://wiki.example", "fileList", List.of());
        return Stream.concat(Stream.of(PlatformClient.with(complete, "sourceKind", "CONFLUENCE")),
                complete.keySet().stream().map(name -> {
                    Map<String, Object> rest = new HashMap<>(complete);
                    rest.remove(name);
                    return rest;
                }));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void shouldRefuseIncompleteRequests(Map<String, Object> body) throws Exception {
        // when
        HttpResponse<String> answer = client.send(client.post(platform.ingestionUrl() + "/v2/content/file-diff", body));

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(platform.violations()).hasSize(1);
    }

    @Test
    void shouldRefuseADiffWithoutCredentials() throws Exception {
        // when
        HttpResponse<String> answer = client.send(HttpRequest.newBuilder(
                        URI.create(platform.ingestionUrl() + "/v2/content/file-diff"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        // then
        assertThat(answer.statusCode()).isEqualTo(401);
    }
}
