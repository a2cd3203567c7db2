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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents and variables are validated for real, and errors come with status 200. */
class GraphQlRulesIT {

    private final PlatformSimulator platform = PlatformSimulator.start();
    private final PlatformClient client = new PlatformClient(platform);

    @AfterEach
    void close() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "query { paginatedContent(skip: 0, take: 0) { total } }",
        "query { paginatedContent(skip: 0) { totalCount } }",
        "query($take: Int) { paginatedContent(skip: 0, take: $take) { totalCount } }",
        "query { unknown }",
        "query { paginatedContent(",
    })
    void shouldRefuseInvalidDocuments(String query) throws Exception {
        // when
        HttpResponse<String> answer = client.send(client.post(platform.ingestionUrl() + "/graphql", Map.of("query", query)));

        // then
        JsonNode body = Json.MAPPER.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(body.path("errors")).isNotEmpty();
        assertThat(body.path("errors").path(0).path("message").asText()).isNotBlank();
        assertThat(platform.violations()).hasSameSizeAs(body.path("errors"));
    }

    @Test
    void shouldRefuseMissingVariables() throws Exception {
        // when
        JsonNode answer = client.ingestion(PlatformClient.LIST, Map.of("skip", 0));

        // then
        assertThat(answer.path("errors").path(0).path("message").asText()).contains("take");
        assertThat(platform.violations()).hasSize(1);
    }

    @Test
    void shouldRefuseMetadataThatIsNoObject() throws Exception {
        // given
        String root = client.grantedRoot();
        Map<String, Object> variables = changedInput(PlatformClient.page("k/1", root, 1), "metadata", "text");

        // when
        JsonNode answer = client.ingestion(PlatformClient.UPSERT, variables);

        // then
        assertThat(answer.path("errors")).hasSize(1);
        assertThat(platform.contents()).isEmpty();
    }

    static Stream<Arguments> wrongFields() {
        return Stream.of(Arguments.of("ownerType", "USER"), Arguments.of("key", " "), Arguments.of("title", ""),
                Arguments.of("mimeType", ""), Arguments.of("url", ""), Arguments.of("byteSize", 0));
    }

    @ParameterizedTest
    @MethodSource("wrongFields")
    void shouldRefuseInputAgainstTheFieldTable(String field, Object value) throws Exception {
        // given
        Map<String, Object> variables = changedInput(PlatformClient.page("k/1", client.grantedRoot(), 1), field, value);

        // when
        JsonNode answer = client.ingestion(PlatformClient.UPSERT, variables);

        // then
        assertThat(PlatformClient.firstCode(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(platform.contents()).isEmpty();
    }

    static Stream<Arguments> wrongArguments() {
        return Stream.of(Arguments.of("sourceOwnerType", "USER"), Arguments.of("sourceKind", "CONFLUENCE"),
                Arguments.of("sourceName", ""), Arguments.of("baseUrl", ""), Arguments.of("scopeId", ""));
    }

    @ParameterizedTest
    @MethodSource("wrongArguments")
    void shouldRefuseArgumentsAgainstTheFieldTable(String argument, String value) throws Exception {
        // given
        Map<String, Object> variables = PlatformClient.with(PlatformClient.page("k/1", client.grantedRoot(), 1), argument, value);

        // when
        JsonNode answer = client.ingestion(PlatformClient.UPSERT, variables);

        // then
        assertThat(PlatformClient.firstCode(answer)).isEqualTo("BAD_USER_INPUT");
        assertThat(platform.contents()).isEmpty();
    }

    private static Map<String, Object> changedInput(Map<String, Object> variables, String field, Object value) {
        Map<String, Object> input = new HashMap<>(io.confluenceconnector.simulator.platform.Arguments.object(variables, "input"));
        input.put(field, value);
        return PlatformClient.with(variables, "input", input);
    }

    @Test
    void shouldAnswerPingsOnBothServices() throws Exception {
        // when
        JsonNode ingestion = client.ingestion("{ __typename }", Map.of());
        JsonNode scopes = client.scopes("{ __typename }", Map.of());

        // then
        assertThat(List.of(ingestion, scopes)).allSatisfy(
                answer -> assertThat(answer).hasToString("{\"data\":{\"__typename\":\"Query\"}}"));
        assertThat(platform.count(Operations.PING)).isEqualTo(2);
    }

    @Test
    void shouldServeEachOperationByItsOwnServiceOnly() throws Exception {
        // when
        JsonNode answer = client.ingestion("{ me { user { id } } }", Map.of());

        // then
        assertThat(answer.path("errors")).isNotEmpty();
    }

    @Test
    void shouldRefuseWhatIsNoJsonPost() throws Exception {
        // given
        URI url = URI.create(platform.ingestionUrl() + "/graphql");

        // when
        HttpResponse<String> get = client.send(HttpRequest.newBuilder(url));
        HttpResponse<String> form = client.send(HttpRequest.newBuilder(url).header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        HttpResponse<String> broken = client.send(HttpRequest.newBuilder(url).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{")));
        HttpResponse<String> elsewhere = client.send(client.post(platform.ingestionUrl() + "/graphql/more",
                Map.of("query", "{ __typename }")));
        HttpResponse<String> nowhere = client.send(client.post(platform.ingestionUrl() + "/rest", Map.of("query", "{ __typename }")));

        // then
        assertThat(Stream.of(get, form, broken, elsewhere, nowhere).map(HttpResponse::statusCode))
                .containsExactly(405, 415, 400, 404, 404);
        assertThat(platform.violations()).hasSize(5).allMatch(violation -> violation.startsWith("invalid: "));
    }
}
