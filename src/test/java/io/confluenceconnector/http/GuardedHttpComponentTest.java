package io.confluenceconnector.http;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.MessageConstraintException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("What routes get from the guarded components, and what they cannot ask for (S1, S5, S12, S13, S20)")
class GuardedHttpComponentTest {

    private RecordingServer server;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException {
        server = RecordingServer.http();
        tenant = new Tenant().confluence(server.url("/wiki")).platform(server.url("/ingestion"));
    }

    @AfterEach
    void stop() {
        tenant.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sslContextParameters=#x", "x509HostnameVerifier=#x", "httpClientConfigurer=#x", "clientConnectionManager=#x", "httpMethod=DELETE",
        "followRedirects=true", "bridgeEndpoint=true", "proxyHost=evil.example", "authUsername=a", "httpClient.redirectsEnabled=true", "cookieHandler=#x",
        "throwExceptionOnFailure=true", "headerFilterStrategy=#x", "oauth2ClientId=a", "anything=else"})
    void shouldRefuseEveryOptionOfARoute(String option) {
        // when
        Throwable refusal = catchThrowable(() -> tenant.context().getEndpoint("confluence:api?" + option));

        // then
        assertThat(refusal).rootCause().isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("confluence:api").hasMessageContaining(option.substring(0, option.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"confluence", "confluence-token", "platform", "platform-token", "upload"})
    void shouldRefuseOptionsOfEveryClient(String scheme) {
        // when
        Throwable refusal = catchThrowable(() -> tenant.context().getEndpoint(scheme + ":api?sslContextParameters=#x"));

        // then
        assertThat(refusal).rootCause().isInstanceOf(IllegalArgumentException.class).hasMessageContaining(scheme + ":api without options");
    }

    @ParameterizedTest
    @ValueSource(strings = {"confluence:other", "confluence:https://evil.example/", "confluence://evil.example", "upload:api/x"})
    void shouldHaveNoOtherEndpoint(String uri) {
        // when
        Throwable refusal = catchThrowable(() -> tenant.context().getEndpoint(uri));

        // then
        assertThat(refusal).rootCause().isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Expected the endpoint");
    }

    @Test
    void shouldIgnoreWhatIsSetOnTheComponent() throws Exception {
        // given
        GuardedHttpComponent component = tenant.context().getComponent("confluence", GuardedHttpComponent.class);
        component.setFollowRedirects(false);
        component.setProxyHost("evil.example");
        component.setProxyPort(1);
        component.setHttpClientConfigurer(builder -> builder.setUserAgent("evil"));

        // when
        Exchange answer = tenant.get(server.url("/wiki/x"));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
        assertThat(server.arrivals().get(0).header("User-Agent")).hasValueSatisfying(agent -> assertThat(agent).doesNotContain("evil"));
    }

    @Test
    void shouldHandErrorStatusesToTheRouteAsMessages() throws Exception {
        // given
        server.answer("/wiki/x", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "7");
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(429, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
        });
        CamelContext context = tenant.context();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:status").streamCache("false").setHeader(Exchange.HTTP_URI, constant(server.url("/wiki/x").toString()))
                        .to("confluence:api").convertBodyTo(String.class);
            }
        });

        // when
        Exchange answer = context.createProducerTemplate().request("direct:status", exchange -> exchange.getIn().setHeader("Own", "value"));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(429);
        assertThat(answer.getMessage().getHeaders()).containsEntry("Retry-After", "7").containsEntry("Content-Type", "application/json").doesNotContainKey("Own");
        assertThat(answer.getMessage().getBody()).isEqualTo("{}");
    }

    @Test
    void shouldNotRetryOnItsOwn() {
        // given
        server.answer("/wiki/x", 503);

        // when
        Exchange answer = tenant.get(server.url("/wiki/x"));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(503);
        assertThat(server.arrivals()).hasSize(1);
    }

    @Test
    void shouldNotRetryAfterABrokenConnection() {
        // given
        server.answer("/wiki/x", exchange -> {
            throw new IOException("gone");
        });

        // when
        Exchange answer = tenant.get(server.url("/wiki/x"));

        // then
        assertThat(answer.getException()).isInstanceOf(IOException.class);
        assertThat(server.arrivals()).hasSize(1);
    }

    @Test
    void shouldKeepNoCookies() {
        // given
        server.answer("/wiki/x", exchange -> {
            exchange.getResponseHeaders().set("Set-Cookie", "JSESSIONID=canary; Path=/");
            exchange.sendResponseHeaders(200, -1);
        });

        // when
        Exchange first = tenant.get(server.url("/wiki/x"));
        tenant.get(server.url("/wiki/x"));

        // then
        assertThat(server.arrivals()).hasSize(2).allSatisfy(arrival -> assertThat(arrival.header("Cookie")).isEmpty());
        assertThat(first.getMessage().getHeaders().toString()).doesNotContain("canary");
    }

    @Test
    void shouldAnswerNoAuthenticationChallenge() {
        // given
        server.answer("/wiki/x", exchange -> {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"x\"");
            exchange.sendResponseHeaders(401, -1);
        });

        // when
        Exchange answer = tenant.get(server.url("/wiki/x"));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(401);
        assertThat(server.arrivals()).hasSize(1);
    }

    @Test
    void shouldAskForUncompressedAnswersAndUnpackNothing() throws IOException {
        // given
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(new byte[100_000]);
        }
        server.answer("/wiki/x", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, zipped.size());
            exchange.getResponseBody().write(zipped.toByteArray());
        });

        // when
        byte[] body = read(tenant, server.url("/wiki/x"));

        // then
        assertThat(server.arrivals().get(0).header("Accept-Encoding")).contains("identity");
        assertThat(body).isEqualTo(zipped.toByteArray());
    }

    @Test
    void shouldTakeTheAddressLiterally() {
        // given
        System.setProperty("connector.test.secret", "canary");

        // when
        Exchange placeholder = tenant.send("confluence:api", "GET", server.url("/wiki/x?q=%7B%7Bsys:connector.test.secret%7D%7D"), null, Map.of());
        Exchange otherHeaders = tenant.send("confluence:api", "GET", server.url("/wiki/x?a=1"), null, Map.of(Exchange.HTTP_PATH, "admin",
                Exchange.HTTP_QUERY, "b=2", Exchange.HTTP_RAW_QUERY, "c=3", Exchange.REST_HTTP_URI, "http://evil.example/", Exchange.HTTP_HOST, "evil.example"));

        // then
        System.clearProperty("connector.test.secret");
        assertThat(Tenant.status(placeholder)).isEqualTo(200);
        assertThat(Tenant.status(otherHeaders)).isEqualTo(200);
        assertThat(server.arrivals()).extracting(RecordingServer.Arrival::path)
                .containsExactly("/wiki/x?q=%7B%7Bsys:connector.test.secret%7D%7D", "/wiki/x?a=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/wiki/{{sys:user.home}}", "http://127.0.0.1/wiki/a b?sig=canary", "", "/wiki/x", "http:///x"})
    void shouldFailOnAnAddressThatIsNoUrlWithoutPrintingIt(String url) {
        // when
        Exchange answer = tenant.context().createProducerTemplate().request("confluence:api", exchange -> exchange.getIn().setHeader(Exchange.HTTP_URI, url));

        // then
        assertThat(answer.getException()).isInstanceOfAny(IllegalArgumentException.class, GuardViolationException.class)
                .hasMessageNotContaining("canary").hasMessageNotContaining("user.home");
        assertThat(server.arrivals()).isEmpty();
    }

    @Test
    void shouldKeepTheCountOfTriesThatTheErrorHandlerKeepsInHeaders() {
        // given
        server.answer("/wiki/x", 500);

        // when
        Exchange answer = tenant.send("confluence:api", "GET", server.url("/wiki/x"), null, Map.of(Exchange.REDELIVERY_COUNTER, 3));

        // then (P10: without it the error handler would begin to count anew after each answer)
        assertThat(answer.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(3);
    }

    @Test
    void shouldLetNoServerSetHeadersThatSteerARoute() {
        // given
        server.answer("/wiki/x", exchange -> {
            exchange.getResponseHeaders().set("CamelHttpUri", "http://evil.example/");
            exchange.getResponseHeaders().set("ConnectorTenant", "other");
            exchange.getResponseHeaders().set("Location", "http://evil.example/");
            exchange.getResponseHeaders().set("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK");
            exchange.sendResponseHeaders(401, -1);
        });

        // when
        Exchange answer = tenant.get(server.url("/wiki/x"));

        // then
        assertThat(answer.getMessage().getHeaders()).containsEntry("X-Failure-Category", "FAILURE_CLIENT_SCOPE_CHECK")
                .doesNotContainKeys("CamelHttpUri", "ConnectorTenant", "Location");
    }

    @Test
    @DisplayName("S12: an answer prints as its type and size")
    void shouldHideTheContentOfAnAnswer() throws Exception {
        // given
        server.answer("/wiki/x", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("canary".getBytes(StandardCharsets.UTF_8));
        });
        StringBuilder printed = new StringBuilder();
        tenant.context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:print").to("confluence:api").process(exchange -> printed.append(exchange.getMessage().getBody()));
            }
        });

        // when
        tenant.send("direct:print", "GET", server.url("/wiki/x"), null, Map.of());

        // then
        assertThat(printed).hasToString("[application/json, 6 bytes]");
    }

    @Test
    @DisplayName("S9: the address, which may be pre-signed, does not stay in the exchange")
    void shouldForgetTheAddressAfterTheSend() {
        // when
        Exchange sent = tenant.get(server.url("/wiki/x?sig=canary"));
        Exchange failed = tenant.send("upload:api", "PUT", URI.create("http://blob.example/x?sig=canary"), new byte[1], Map.of());

        // then
        assertThat(sent.getMessage().getHeaders().toString() + sent.getIn().getHeaders()).doesNotContain("canary");
        assertThat(failed.getException()).isInstanceOf(GuardViolationException.class);
        assertThat(failed.getMessage().getHeaders().toString()).doesNotContain("canary");
    }

    @Test
    @DisplayName("S19: headers are bounded")
    void shouldNotReadAnEndlessHeader() {
        // given
        server.answer("/wiki/x", exchange -> {
            exchange.getResponseHeaders().set("X-Long", "x".repeat(100_000));
            exchange.sendResponseHeaders(200, -1);
        });

        // when
        Exchange answer = tenant.get(server.url("/wiki/x"));

        // then
        assertThat(answer.getException()).hasCauseInstanceOf(MessageConstraintException.class);
    }

    @Test
    void shouldGiveUpWhenNothingArrivesForTheResponseTimeout() {
        // given
        CountDownLatch finished = new CountDownLatch(1);
        tenant.timeouts(new Timeouts(Duration.ofSeconds(5), Duration.ofMillis(200), Duration.ofSeconds(5)));
        server.answer("/wiki/x", exchange -> {
            try {
                finished.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // when
        Exchange answer = tenant.get(server.url("/wiki/x"));

        // then
        finished.countDown();
        assertThat(answer.getException()).hasCauseInstanceOf(SocketTimeoutException.class);
    }

    @Test
    void shouldCloseItsClientWithTheContext() {
        // given
        tenant.get(server.url("/wiki/x"));
        CloseableHttpClient client = tenant.context().getComponent("confluence", GuardedHttpComponent.class).client();

        // when
        tenant.context().stop();

        // then
        assertThatThrownBy(() -> client.execute(new HttpGet(server.url("/wiki/x")), response -> response.getCode()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldEndTheConnectionInsteadOfReadingAnAnswerThatNobodyWants() {
        // given
        CountDownLatch broken = new CountDownLatch(1);
        server.answer("/wiki/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (byte[] block = new byte[64 * 1024]; true;) {
                    exchange.getResponseBody().write(block);
                }
            } catch (IOException e) {
                broken.countDown();
                throw e;
            }
        });

        // when
        tenant.get(server.url("/wiki/endless"));

        // then
        Awaitility.await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> assertThat(broken.getCount()).isZero());
    }

    static byte[] read(Tenant tenant, URI url) {
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        CamelContext context = tenant.context();
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:read").to("confluence:api").process(exchange -> {
                        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
                            body.transferTo(copy);
                        }
                    });
                }
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        tenant.send("direct:read", "GET", url, null, Map.of());
        return copy.toByteArray();
    }
}
