package io.confluenceconnector.http;

import org.apache.camel.Exchange;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("S6: where a download may be redirected to, and S5: what goes along")
class RedirectPolicyTest {

    private RecordingServer confluence;
    private RecordingServer media;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException {
        confluence = RecordingServer.https(TestKeys.SERVER.serverContext());
        media = RecordingServer.https(TestKeys.SERVER.serverContext());
        tenant = new Tenant().extraCa(TestKeys.SERVER.certificatePem()).confluence(confluence.url("/wiki"));
    }

    @AfterEach
    void stop() {
        tenant.close();
        confluence.close();
        media.close();
    }

    @Test
    void shouldLeaveEveryCredentialBehindWhenARedirectLeavesConfluence() {
        // given
        confluence.redirect("/wiki/download", media.url("localhost", "/file?token=abc"));
        media.answer("/file", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("bytes".getBytes(StandardCharsets.UTF_8));
        });

        // when
        Exchange answer = tenant.send("confluence:api", "GET", confluence.url("/wiki/download"), null,
                Map.of("Authorization", "Bearer route-canary", "X-Api-Key", "route-canary", "Cookie", "a=route-canary", "Accept", "*/*"));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
        assertThat(confluence.arrivals()).singleElement().satisfies(arrival ->
                assertThat(arrival.header("Authorization")).contains(Tenant.CONFLUENCE_TOKEN));
        assertThat(media.arrivals()).singleElement().satisfies(arrival -> {
            assertThat(arrival.path()).isEqualTo("/file?token=abc");
            assertThat(arrival.headers().toString()).doesNotContain("canary");
            assertThat(arrival.header("Accept")).contains("*/*");
        });
    }

    @Test
    void shouldKeepCredentialsOnARedirectWithinConfluence() {
        // given
        confluence.redirect("/wiki/download", "/wiki/elsewhere");

        // when
        tenant.get(confluence.url("/wiki/download"));

        // then
        assertThat(confluence.arrivals()).hasSize(2).allSatisfy(arrival ->
                assertThat(arrival.header("Authorization")).contains(Tenant.CONFLUENCE_TOKEN));
    }

    @Test
    void shouldNotRegainCredentialsWhenARedirectComesBack() {
        // given
        confluence.redirect("/wiki/download", media.url("/bounce"));
        media.redirect("/bounce", confluence.url("/wiki/chosen-by-a-stranger"));

        // when
        tenant.get(confluence.url("/wiki/download"));

        // then
        assertThat(confluence.arrivals()).hasSize(2);
        assertThat(confluence.arrivals().get(1).header("Authorization")).isEmpty();
    }

    @Test
    @DisplayName("each redirect below the base counts against the limit, and no other does")
    void shouldTellOfRedirectsThatStayBelowTheBase() {
        // given
        AtomicInteger charged = new AtomicInteger();
        tenant.redirected(charged::incrementAndGet);
        confluence.redirect("/wiki/download", "/wiki/once").redirect("/wiki/once", "/wiki/twice")
                .redirect("/wiki/twice", "/other").redirect("/other", media.url("localhost", "/file"));

        // when
        Exchange answer = tenant.get(confluence.url("/wiki/download"));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
        assertThat(confluence.arrivals()).hasSize(4);
        assertThat(charged).hasValue(2);
    }

    @Test
    void shouldFollowTenRedirectsButNotEleven() {
        // given
        for (int hop = 0; hop < 11; hop++) {
            confluence.redirect("/wiki/" + hop, "/wiki/" + (hop + 1));
        }

        // when
        Exchange ten = tenant.get(confluence.url("/wiki/1"));
        Exchange eleven = tenant.get(confluence.url("/wiki/0"));

        // then
        assertThat(Tenant.status(ten)).isEqualTo(200);
        assertThat(eleven.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("more than 10");
    }

    @Test
    void shouldEndACircleWithoutPrintingItsAddress() {
        // given
        confluence.redirect("/wiki/circle", "/wiki/circle?sig=canary");

        // when
        Exchange answer = tenant.get(confluence.url("/wiki/circle?sig=canary"));

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageNotContaining("canary");
    }

    @Test
    void shouldNeverGoFromHttpsToHttp() throws IOException {
        try (RecordingServer plain = RecordingServer.http()) {
            // given
            confluence.redirect("/wiki/download", plain.url("/file"));

            // when
            Exchange answer = tenant.get(confluence.url("/wiki/download"));

            // then
            assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("S6");
            assertThat(plain.arrivals()).isEmpty();
        }
    }

    @Test
    void shouldFollowPlainHttpFromLoopbackToLoopback() throws IOException {
        try (RecordingServer plain = RecordingServer.http(); RecordingServer other = RecordingServer.http();
             Tenant local = new Tenant().confluence(plain.url("/wiki"))) {
            // given
            plain.redirect("/wiki/download", other.url("localhost", "/file"));

            // when
            Exchange answer = local.get(plain.url("/wiki/download"));

            // then
            assertThat(Tenant.status(answer)).isEqualTo(200);
            assertThat(other.arrivals()).singleElement().satisfies(arrival -> assertThat(arrival.header("Authorization")).isEmpty());
        }
    }

    @Test
    void shouldRefuseANameThatResolvesIntoAPrivateNetwork() {
        // given
        tenant.resolving(new TestNames(Map.of("intranet.example", "10.1.2.3")));
        confluence.redirect("/wiki/download", "https://intranet.example/file?token=canary");

        // when
        Exchange answer = tenant.get(confluence.url("/wiki/download"));

        // then
        assertThat(answer.getException()).isInstanceOf(GuardViolationException.class)
                .hasMessageContaining("intranet.example").hasMessageContaining("PRIVATE").hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform:api", "platform-token:api", "confluence-token:api", "upload:api"})
    void shouldFollowNoRedirectOfAnyOtherClient(String endpoint) {
        // given
        tenant.platform(media.url("/api")).platformTokenUrl(media.url("/api")).confluenceTokenUrl(media.url("/api"));
        media.redirect("/api", media.url("/elsewhere"));
        String method = endpoint.equals("upload:api") ? "PUT" : "POST";

        // when
        Exchange answer = tenant.send(endpoint, method, media.url("/api"), "body".getBytes(StandardCharsets.UTF_8), Map.of());

        // then
        assertThat(Tenant.status(answer)).isEqualTo(302);
        assertThat(media.arrivals()).hasSize(1);
    }

    @Test
    void shouldNotReadARedirectsBodyToItsEnd() {
        // given
        confluence.answer("/wiki/download", exchange -> {
            exchange.getResponseHeaders().set("Location", "/wiki/file");
            exchange.sendResponseHeaders(302, 0);
            for (byte[] block = new byte[64 * 1024]; true;) {
                exchange.getResponseBody().write(block);
            }
        });

        // when
        Exchange answer = tenant.get(confluence.url("/wiki/download"));

        // then
        assertThat(Tenant.status(answer)).isEqualTo(200);
        assertThat(confluence.arrivals()).extracting(RecordingServer.Arrival::path).containsExactly("/wiki/download", "/wiki/file");
    }

    @ParameterizedTest
    @CsvSource({"https://media.example/file", "https://93.184.216.34/", "https://confluence.example/login", "https://confluence.example:8443/file"})
    void shouldAllow(String location) throws HttpException {
        // when
        URI followed = locationFrom("https://confluence.example/wiki", location);

        // then
        assertThat(followed).isEqualTo(URI.create(location));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://confluence.example/wiki/file", "http://media.example/", "https://127.0.0.1/", "https://localhost/", "https://x.localhost/",
        "https://[::1]/", "https://10.0.0.1/", "https://172.16.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest", "https://0.0.0.0/",
        "https://100.64.0.1/", "https://224.0.0.1/", "https://[fe80::1]/", "https://[fd00::1]/", "https://[::ffff:10.0.0.1]/", "https://2130706433/",
        "https://0x7f000001/", "https://127.1/", "https://user:secret@media.example/", "ftp://media.example/", "file:///etc/passwd", "https:///x", "https://a b/"})
    void shouldRefuse(String location) {
        // when
        Throwable refusal = catchThrowable(() -> locationFrom("https://confluence.example/wiki", location));

        // then
        assertThat(refusal).isInstanceOf(GuardViolationException.class).hasMessageNotContaining("secret").hasNoCause();
    }

    @ParameterizedTest
    @CsvSource({"https://10.0.0.5/wiki, https://10.0.0.6/file", "https://127.0.0.1/wiki, https://localhost/file"})
    void shouldAllowAPrivateAddressWhenConfluenceIsOnOneItself(String base, String location) throws HttpException {
        // when
        URI followed = locationFrom(base, location);

        // then
        assertThat(followed).isEqualTo(URI.create(location));
    }

    @Test
    void shouldNotReachTheMetadataServiceFromAPrivateConfluence() {
        // when
        Throwable refusal = catchThrowable(() -> locationFrom("https://10.0.0.5/wiki", "https://169.254.169.254/latest/meta-data"));

        // then
        assertThat(refusal).isInstanceOf(GuardViolationException.class).hasMessageContaining("LINK_LOCAL");
    }

    @ParameterizedTest
    @DisplayName("S6: Confluence's host may be named and be on a private address; then so may the host of a download, spelled out")
    @CsvSource({"10.0.0.5, https://192.168.1.6/file, true", "10.0.0.5, https://169.254.169.254/file, false", "10.0.0.5, https://127.0.0.1/file, false",
        "93.184.216.34, https://192.168.1.6/file, false", "10.0.0.5, https://0.0.0.0/file, false"})
    void shouldJudgeSpelledOutAddressesByTheNetworkOfConfluence(String confluenceIsOn, String location, boolean allowed) {
        // given
        URI base = URI.create("https://confluence.example/wiki");
        PrivateAddressGuard addresses = new PrivateAddressGuard(base, Optional.empty(), new TestNames(Map.of("confluence.example", confluenceIsOn)));

        // when
        Throwable refusal = catchThrowable(() -> locationFrom(new RedirectPolicy(base, addresses::isOwnNetwork), base, location));

        // then
        assertThat(refusal == null).isEqualTo(allowed);
    }

    private static URI locationFrom(String base, String location) throws HttpException {
        return locationFrom(new RedirectPolicy(URI.create(base)), URI.create(base), location);
    }

    private static URI locationFrom(RedirectPolicy policy, URI base, String location) throws HttpException {
        BasicHttpResponse response = new BasicHttpResponse(302);
        response.setHeader("Location", location);
        return policy.getLocationURI(new BasicHttpRequest(Method.GET, base), response, HttpClientContext.create());
    }
}
