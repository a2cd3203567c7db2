package io.confluenceconnector.http;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S1: read-only towards Confluence")
class ReadOnlyGuardTest {

    private RecordingServer confluence;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException {
        confluence = RecordingServer.http();
        tenant = new Tenant()
                .confluence(confluence.url("/wiki"))
                .confluenceTokenUrl(confluence.url("/wiki/rest/oauth2/latest/token"))
                .platform(confluence.url("/wiki/platform"), confluence.url("/ingestion"))
                .platformTokenUrl(confluence.url("/wiki/platform-token"));
    }

    @AfterEach
    void stop() {
        tenant.close();
        confluence.close();
    }

    @Test
    void shouldSendGetBelowTheBase() {
        // when
        Exchange answer = tenant.get(confluence.url("/wiki/rest/api/content/search?cql=a"));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
        assertThat(confluence.arrivals()).singleElement()
                .satisfies(arrival -> assertThat(arrival.method() + " " + arrival.path()).isEqualTo("GET /wiki/rest/api/content/search?cql=a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get2"})
    void shouldRefuseEveryOtherMethodOfTheConfluenceClient(String method) {
        // when
        Exchange answer = tenant.send("confluence:api", method, confluence.url("/wiki/rest/api/content/1?token=canary"), "body", Map.of());

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class)
                .hasMessageStartingWith("Refused by S1: ").hasMessageNotContaining("content").hasMessageNotContaining("canary");
        assertThat(confluence.arrivals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"platform:api, POST, /wiki/platform/graphql", "platform-token:api, POST, /wiki/platform-token", "upload:api, PUT, /wiki/upload",
        "upload:api, PUT, /%77iki/upload", "upload:api, PUT, //wiki;x=1/upload", "upload:api, PUT, /WIKI", "confluence-token:api, POST, /wiki/rest/api/content",
        "confluence-token:api, DELETE, /wiki/rest/oauth2/latest/token", "confluence-token:api, POST, /wiki/rest/oauth2/latest/token?x=1"})
    void shouldRefuseWritesBelowTheBaseFromEveryClient(String endpoint, String method, String path) {
        // when
        Exchange answer = tenant.send(endpoint, method, confluence.url(path), "body".getBytes(), Map.of());

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("Refused by S1");
        assertThat(confluence.arrivals()).isEmpty();
    }

    @Test
    void shouldLetTheTokenClientPostToExactlyItsTokenUrl() {
        // when
        Exchange answer = tenant.send("confluence-token:api", "POST", confluence.url("/wiki/rest/oauth2/latest/token"), "a=b", Map.of());

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
        assertThat(confluence.arrivals()).singleElement().satisfies(arrival -> assertThat(arrival.method()).isEqualTo("POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other", "/wikipedia/page", "/", "/wiki/../admin", "/wiki/%2e%2e/admin", "/wiki/.%2E/admin", "/wiki/..;a=b/admin",
        "/wiki/a%2f..%2f..%2fadmin", "/wiki/%5c..%5cadmin", "/wiki/./x"})
    void shouldRefuseToLeaveTheBasePath(String path) {
        // when
        Exchange answer = tenant.get(confluence.url(path));

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class);
        assertThat(confluence.arrivals()).isEmpty();
    }

    @Test
    void shouldRefuseAnotherHostOrPort() throws IOException {
        try (RecordingServer other = RecordingServer.http()) {
            // when
            Exchange answer = tenant.get(other.url("/wiki/rest/api/content"));

            // then
            assertThat(answer.getException()).isInstanceOf(GuardViolationException.class);
            assertThat(other.arrivals()).isEmpty();
        }
    }

    @Test
    void shouldRefuseUserInfo() {
        // when
        Exchange answer = tenant.get(confluence.url("user:canary@127.0.0.1", "/wiki/x"));

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageNotContaining("canary");
    }
}
