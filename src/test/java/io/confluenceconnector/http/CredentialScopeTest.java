package io.confluenceconnector.http;

import io.confluenceconnector.secret.Secret;
import org.apache.camel.Exchange;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S5, S8: credentials are added by the client, and only for the hosts they belong to")
class CredentialScopeTest {

    private static final Map<String, Object> HEADERS_OF_A_CARELESS_ROUTE = Map.of("Authorization", "Bearer route-canary",
            "Proxy-Authorization", "Basic route-canary", "Cookie", "session=route-canary", "x-api-key", "route-canary",
            "X-Atlassian-Token", "route-canary", "User-Agent", "route-canary", "Content-Type", "text/plain", "x-ms-blob-type", "BlockBlob");

    private RecordingServer server;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException {
        server = RecordingServer.http();
        tenant = new Tenant().confluence(server.url("/wiki")).platform(server.url("/ingestion"), server.url("/scopes"))
                .platformTokenUrl(server.url("/token"));
    }

    @AfterEach
    void stop() {
        tenant.close();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"confluence:api, GET, /wiki/x, Bearer confluence-canary", "platform:api, POST, /ingestion/graphql, Bearer platform-canary",
        "platform:api, POST, /scopes/graphql, Bearer platform-canary", "platform-token:api, POST, /token, Basic platform-token-canary"})
    void shouldReplaceWhatTheRouteSetsByTheRolesOwnCredentials(String endpoint, String method, String path, String expected) {
        // when
        Exchange answer = tenant.send(endpoint, method, server.url(path), "body", HEADERS_OF_A_CARELESS_ROUTE);

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
        assertThat(server.arrivals()).singleElement().satisfies(arrival -> {
            assertThat(arrival.headers().get("Authorization")).containsExactly(expected);
            assertThat(arrival.headers().toString()).doesNotContain("route-canary");
        });
    }

    @Test
    @DisplayName("B68: uploads have blob type and length, and no credentials")
    void shouldUploadWithoutAnyCredentialAndWithTheHeadersThatBlobStorageNeeds() {
        // given
        ExactLengthEntity content = new ExactLengthEntity(new ByteArrayInputStream(new byte[5]), 5, ContentType.IMAGE_PNG);

        // when
        tenant.send("upload:api", "PUT", server.url("/blob?sig=abc"), content, HEADERS_OF_A_CARELESS_ROUTE);

        // then
        assertThat(server.arrivals()).singleElement().satisfies(arrival -> {
            assertThat(arrival.path()).isEqualTo("/blob?sig=abc");
            assertThat(arrival.headers().toString()).doesNotContain("canary");
            assertThat(arrival.header("Content-Type")).contains("image/png");
            assertThat(arrival.header("Content-Length")).contains("5");
            assertThat(arrival.header("Transfer-Encoding")).isEmpty();
            assertThat(arrival.header("x-ms-blob-type")).contains("BlockBlob");
        });
    }

    @Test
    @DisplayName("B34: the connector names itself")
    void shouldSendItsOwnUserAgent() {
        // when
        tenant.send("confluence:api", "GET", server.url("/wiki/x"), null, Map.of("User-Agent", "route"));

        // then
        assertThat(server.arrivals()).singleElement().satisfies(arrival -> assertThat(arrival.header("User-Agent"))
                .hasValueSatisfying(agent -> assertThat(agent).startsWith("confluence-connector/")));
    }

    @Test
    @DisplayName("P18: credentials are asked for at each send")
    void shouldSendTheCurrentCredential() {
        // given
        List<String> tokens = new ArrayList<>(List.of("Bearer first", "Bearer second"));
        tenant.platformCredentials(target -> Map.of("Authorization", Secret.of(tokens.remove(0))));

        // when
        tenant.send("platform:api", "POST", server.url("/ingestion/graphql"), "{}", Map.of());
        tenant.send("platform:api", "POST", server.url("/ingestion/graphql"), "{}", Map.of());

        // then
        assertThat(server.arrivals()).extracting(arrival -> arrival.header("Authorization").orElseThrow())
                .containsExactly("Bearer first", "Bearer second");
    }

    @Test
    void shouldKeepCredentialsOutOfTheExchange() {
        // when
        Exchange answer = tenant.send("platform:api", "POST", server.url("/ingestion/graphql"), "{}", Map.of());

        // then
        assertThat(answer.getIn().getHeaders().toString() + answer.getMessage().getHeaders() + answer.getProperties()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://blob.example/container?sig=canary", "ftp://blob.example/", "http://169.254.169.254/"})
    void shouldUploadToHttpsOnly(URI url) {
        // when
        Exchange answer = tenant.send("upload:api", "PUT", url, new byte[1], Map.of());

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("S5").hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void shouldSendNothingButPutToUploadAddresses(String method) {
        // when
        Exchange answer = tenant.send("upload:api", method, server.url("/blob"), new byte[1], Map.of());

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class);
        assertThat(server.arrivals()).isEmpty();
    }

    @Test
    void shouldRefuseAnUploadOfUnknownLength() {
        // given
        InputStreamEntity chunked = new InputStreamEntity(new ByteArrayInputStream(new byte[1]), -1, ContentType.IMAGE_PNG);

        // when
        Exchange answer = tenant.send("upload:api", "PUT", server.url("/blob"), chunked, Map.of());

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("length");
        assertThat(server.arrivals()).isEmpty();
    }

    static Stream<Object> bodiesWithoutLength() {
        return Stream.of(new ByteArrayInputStream(new byte[1]), new File("pom.xml"), List.of("x"));
    }

    @ParameterizedTest
    @MethodSource("bodiesWithoutLength")
    void shouldRefuseBodiesThatSayNothingAboutTheirLength(Object body) {
        // when
        Exchange answer = tenant.send("upload:api", "PUT", server.url("/blob"), body, Map.of());

        // then
        assertThat(answer.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ExactLengthEntity");
        assertThat(server.arrivals()).isEmpty();
    }

    @Test
    void shouldNotZipAnUploadBecauseTheDownloadWasZipped() {
        // when
        tenant.send("upload:api", "PUT", server.url("/blob"), "content".getBytes(StandardCharsets.UTF_8), Map.of("Content-Encoding", "gzip"));

        // then
        assertThat(server.arrivals()).singleElement().satisfies(arrival -> {
            assertThat(arrival.text()).isEqualTo("content");
            assertThat(arrival.header("Content-Encoding")).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({"platform:api, POST, /elsewhere", "platform:api, PUT, /ingestion/x", "platform:api, GET, /ingestion/x", "platform:api, POST, /ingestion2",
        "platform-token:api, POST, /token/x", "platform-token:api, POST, /token?x=1", "platform-token:api, GET, /token"})
    void shouldSendPlatformCredentialsNowhereElse(String endpoint, String method, String path) {
        // when
        Exchange answer = tenant.send(endpoint, method, server.url(path), "{}", Map.of());

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class);
        assertThat(server.arrivals()).isEmpty();
    }

    @Test
    void shouldIdentifyItselfToThePlatformButNotToUploadsInsideTheCluster() {
        try (Tenant inCluster = clusterLocal(target -> Map.of("x-service-id", Secret.of("confluence-connector")))) {
            // when
            inCluster.send("platform:api", "POST", clusterUrl("/graphql"), "{}", Map.of());
            inCluster.send("upload:api", "PUT", clusterUrl("/scoped/upload?key=k"), new byte[1], Map.of());

            // then
            assertThat(server.arrivals()).extracting(arrival -> arrival.header("x-service-id"))
                    .containsExactly(Optional.of("confluence-connector"), Optional.empty());
        }
    }

    @Test
    void shouldSendNoAuthorizationOverPlainHttpEvenInsideTheCluster() {
        try (Tenant withToken = clusterLocal(target -> Map.of("Authorization", Secret.of("Bearer canary")))) {
            // when
            Exchange answer = withToken.send("platform:api", "POST", clusterUrl("/graphql"), "{}", Map.of());

            // then
            assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("TLS");
            assertThat(server.arrivals()).isEmpty();
        }
    }

    private Tenant clusterLocal(RequestCredentials credentials) {
        URI base = URI.create("http://ingestion.cluster:" + server.port());
        return new Tenant().confluence(server.url("/wiki")).platform(base).clusterLocal(base).platformCredentials(credentials)
                .resolving(new TestNames(Map.of("ingestion.cluster", "127.0.0.1")));
    }

    private URI clusterUrl(String path) {
        return server.url("ingestion.cluster", path);
    }
}
