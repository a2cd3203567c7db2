package io.confluenceconnector.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("P17: below the routes, the clients of a plan refuse whatever would write")
class QueriesOnlyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordingServer platform;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException {
        platform = RecordingServer.http();
        tenant = new Tenant().platform(platform.url("/ingestion")).platformTokenUrl(platform.url("/token")).queriesOnly();
    }

    @AfterEach
    void stop() {
        tenant.close();
        platform.close();
    }

    private Exchange send(String path, Object body) {
        return tenant.send("platform:api", "POST", platform.url(path), body, Map.of());
    }

    private static Object graphQl(String document) {
        return JsonEntity.of(JSON, Map.of("query", document));
    }

    private void assertRefused(Exchange answer) {
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("Refused by P17");
        assertThat(platform.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PaginatedContent", "PaginatedScope", "Me"})
    void shouldSendOurQueries(String operation) throws IOException {
        // when
        Exchange answer = send("/ingestion/graphql", graphQl(document(operation)));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ContentUpsert", "ContentDelete", "ContentUpdate", "CreateScopeAccesses", "GenerateScopes", "UpdateScope",
        "BulkMove", "DeleteFolder"})
    void shouldRefuseOurMutations(String operation) throws IOException {
        // when
        Exchange answer = send("/ingestion/graphql", graphQl(document(operation)));

        // then
        assertRefused(answer);
    }

    private static String document(String operation) throws IOException {
        try (InputStream document = QueriesOnly.class.getResourceAsStream("/graphql/" + operation + ".graphql")) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ __typename }", "query { a(b: \"mutation\") }", "# mutation\nquery A { a }", " ,\n query A { a }",
        "query A { a(b: \"\"\" a \\\"\"\" mutation \"\"\") }"})
    void shouldTakeQueriesAsQueries(String document) {
        assertThat(QueriesOnly.hasQueriesOnly(document)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"mutation { a }", "query A { a } mutation B { b }", "{ a }\nmutation B { b }", "subscription { a }",
        "# query\nmutation { a }", "fragment F on A { a } mutation { b }", "query A { a(b: \"#\") } mutation B { b }", "",
        "query A { a(b: \"\"\" \\\"\"\" \"\"\") } mutation B { b(c: \"\"\" \"\"\") }", "queries", "query A { a(b: \"\\\"\") } mutation B { b }"})
    void shouldTakeNothingElseAsQueries(String document) {
        assertThat(QueriesOnly.hasQueriesOnly(document)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"query\":\"mutation { a }\"}]", "{\"query\":\"{ a }\",\"query\":\"mutation { a }\"}", "mutation { a }", "",
        "{\"document\":\"{ a }\"}", "{\"query\":[\"{ a }\"]}"})
    void shouldRefuseBodiesThatCannotBeReadAsOneQuery(String body) {
        // when
        Exchange answer = send("/ingestion/graphql", body);

        // then
        assertRefused(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ingestion/graphql?query=mutation%7Ba%7D", "/ingestion/v1/content", "/ingestion/v2/content/file-diff?x=1",
        "/ingestion/v2/content/file-diff/apply"})
    void shouldRefuseOtherAddresses(String path) {
        // when
        Exchange answer = send(path, graphQl("{ a }"));

        // then
        assertRefused(answer);
    }

    @Test
    void shouldRefuseBodiesThatCanBeReadOnce() {
        // when
        Exchange answer = send("/ingestion/graphql", new InputStreamEntity(new ByteArrayInputStream(
                "{\"query\":\"{ a }\"}".getBytes(StandardCharsets.UTF_8)), ContentType.APPLICATION_JSON));

        // then
        assertRefused(answer);
    }

    @Test
    void shouldSendFileDiffsWhichChangeNothing() {
        // when
        Exchange answer = send("/ingestion/v2/content/file-diff", "{\"fileList\":[]}");

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
    }

    @Test
    void shouldFetchTokens() {
        // when
        Exchange answer = tenant.send("platform-token:api", "POST", platform.url("/token"), "grant_type=client_credentials", Map.of());

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
    }

    @Test
    void shouldRefuseUploads() {
        // when
        Exchange answer = tenant.send("upload:api", "PUT", platform.url("/blob"), new byte[] {1}, Map.of());

        // then
        assertRefused(answer);
    }

    @Test
    void shouldRefuseNothingOfThisOutsideOfAPlan() throws IOException {
        // given
        try (Tenant syncing = new Tenant().platform(platform.url("/ingestion"))) {
            // when
            Exchange answer = syncing.send("platform:api", "POST", platform.url("/ingestion/graphql"), graphQl(document("DeleteFolder")), Map.of());

            // then
            assertThat(Tenant.status(answer)).isEqualTo(200);
        }
    }
}
