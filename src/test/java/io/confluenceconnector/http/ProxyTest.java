package io.confluenceconnector.http;

import io.confluenceconnector.secret.Secret;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Routing through the proxy (configuration: PROXY_…), S5, S6")
class ProxyTest {

    private static final HttpProxy.Login LOGIN = new HttpProxy.Login(Secret.of("proxy-user"), Secret.of("proxy-canary"));
    private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString("proxy-user:proxy-canary".getBytes(StandardCharsets.UTF_8));

    private static final TestNames ONLY_THE_PROXY = new TestNames(Map.of("proxy.example", "127.0.0.1"));

    private RecordingServer target;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException {
        target = RecordingServer.https(TestKeys.SERVER.serverContext(TestKeys.CLIENT));
        tenant = new Tenant().extraCa(TestKeys.SERVER.certificatePem())
                .confluence(URI.create("https://confluence.example/wiki"))
                .platform(URI.create("https://media.example/ingestion"))
                .resolving(ONLY_THE_PROXY);
    }

    @AfterEach
    void stop() {
        tenant.close();
        target.close();
    }

    @Test
    void shouldTunnelToConfluenceWithLoginAndHeadersThatTheTargetNeverSees() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.http(target.port())) {
            // given
            tenant.proxy(httpProxy(proxy, Map.of("X-Proxy-Zone", Secret.of("zone-canary"))));

            // when
            Exchange answer = tenant.get(URI.create("https://confluence.example/wiki/rest/api/content"));

            // then
            assertThat(Tenant.status(answer)).isEqualTo(200);
            assertThat(proxy.heads()).singleElement().satisfies(head -> assertThat(head)
                    .startsWith("CONNECT confluence.example:443 HTTP/1.1")
                    .contains("Proxy-Authorization: " + BASIC)
                    .contains("X-Proxy-Zone: zone-canary")
                    .doesNotContain(Tenant.CONFLUENCE_TOKEN));
            assertThat(target.arrivals()).singleElement().satisfies(arrival -> {
                assertThat(arrival.header("Authorization")).contains(Tenant.CONFLUENCE_TOKEN);
                assertThat(arrival.header("Proxy-Authorization")).isEmpty();
                assertThat(arrival.header("X-Proxy-Zone")).isEmpty();
            });
        }
    }

    @Test
    void shouldShowTheClientCertificateToTheProxyOnly() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.https(target.port(), TestKeys.SERVER.serverContext(TestKeys.CLIENT))) {
            // given
            tenant.proxy(new HttpProxy(HttpProxy.Protocol.HTTPS, "proxy.example", proxy.port(), Optional.of(LOGIN),
                    Optional.of(new HttpProxy.ClientCertificate(TestKeys.CLIENT.certificatePem(), TestKeys.CLIENT.privateKeyPem())),
                    Optional.empty(), Map.of()));

            // when
            Exchange answer = tenant.get(URI.create("https://confluence.example/wiki/x"));

            // then
            assertThat(Tenant.status(answer)).isEqualTo(200);
            assertThat(proxy.clientNames()).containsExactly("CN=connector");
            assertThat(target.clientNames()).containsExactly("none");
        }
    }

    @Test
    void shouldShowNoClientCertificateToATargetThatIsNamedLikeTheProxy() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.https(target.port(), TestKeys.SERVER.serverContext(TestKeys.CLIENT))) {
            // given
            URI base = URI.create("https://proxy.example:" + proxy.port() + "/wiki");
            tenant.confluence(base).proxy(new HttpProxy(HttpProxy.Protocol.HTTPS, "proxy.example", proxy.port(), Optional.empty(),
                    Optional.of(new HttpProxy.ClientCertificate(TestKeys.CLIENT.certificatePem(), TestKeys.CLIENT.privateKeyPem())),
                    Optional.empty(), Map.of()));

            // when
            tenant.get(base);

            // then
            assertThat(proxy.clientNames()).containsExactly("CN=connector");
            assertThat(target.clientNames()).containsExactly("none");
        }
    }

    @Test
    void shouldTrustTheProxysOwnBundleForTheProxyOnly() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.https(target.port(), TestKeys.SERVER.serverContext())) {
            // given
            Tenant withoutExtraCa = new Tenant().confluence(URI.create("https://confluence.example/wiki")).resolving(ONLY_THE_PROXY)
                    .proxy(new HttpProxy(HttpProxy.Protocol.HTTPS, "proxy.example", proxy.port(), Optional.empty(), Optional.empty(),
                            Optional.of(TestKeys.SERVER.certificatePem()), Map.of()));

            // when
            Exchange answer = withoutExtraCa.get(URI.create("https://confluence.example/wiki/x"));

            // then
            assertThat(proxy.heads()).hasSize(1);
            assertThat(answer.getException()).hasMessageContaining("valid certification path");
            assertThat(target.arrivals()).isEmpty();
            withoutExtraCa.close();
        }
    }

    @Test
    void shouldNotTakeTheProxysRefusalForAnAnswerOfConfluence() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.refusing("HTTP/1.1 404 Not Found")) {
            // given
            tenant.proxy(httpProxy(proxy, Map.of()));

            // when
            Exchange answer = tenant.get(URI.create("https://confluence.example/wiki/x"));

            // then
            assertThat(answer.getException()).isInstanceOfSatisfying(ProxyRefusedException.class, e -> assertThat(e.status()).isEqualTo(404))
                    .hasMessageNotContaining("canary");
        }
    }

    @Test
    void shouldReachThePlatformDirectlyUnlessToldOtherwise() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.http(target.port())) {
            // given
            tenant.platform(target.url("/ingestion")).proxy(httpProxy(proxy, Map.of()));

            // when
            Exchange answer = tenant.send("platform:api", "POST", target.url("/ingestion/graphql"), "{}", Map.of());

            // then
            assertThat(Tenant.status(answer)).isEqualTo(200);
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void shouldReachThePlatformAndUploadsThroughTheProxyInExternalMode() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.http(target.port())) {
            // given
            tenant.platformTokenUrl(URI.create("https://media.example/token")).platformThroughProxy().proxy(httpProxy(proxy, Map.of()));

            // when
            tenant.send("platform:api", "POST", URI.create("https://media.example/ingestion/graphql"), "{}", Map.of());
            tenant.send("platform-token:api", "POST", URI.create("https://media.example/token"), "a=b", Map.of());
            tenant.send("upload:api", "PUT", URI.create("https://media.example/blob?sig=canary"), "x".getBytes(StandardCharsets.UTF_8), Map.of());

            // then
            assertThat(target.arrivals()).extracting(RecordingServer.Arrival::method).containsExactly("POST", "POST", "PUT");
            assertThat(proxy.heads()).hasSize(3).allSatisfy(head -> assertThat(head).startsWith("CONNECT media.example:443"));
        }
    }

    @Test
    void shouldFollowARedirectToANameThatOnlyTheProxyCanResolve() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.http(target.port())) {
            // given
            tenant.proxy(httpProxy(proxy, Map.of()));
            target.redirect("/wiki/download", "https://media.example/file?token=canary");

            // when
            Exchange answer = tenant.get(URI.create("https://confluence.example/wiki/download"));

            // then
            assertThat(Tenant.status(answer)).isEqualTo(200);
            assertThat(proxy.heads()).hasSize(2);
            assertThat(target.arrivals().get(1).header("Authorization")).isEmpty();
        }
    }

    @Test
    void shouldRefuseARedirectToALiteralPrivateAddress() throws IOException {
        try (RecordingProxy proxy = RecordingProxy.http(target.port())) {
            // given
            tenant.proxy(httpProxy(proxy, Map.of()));
            target.redirect("/wiki/download", "https://10.1.2.3/file");

            // when
            Exchange answer = tenant.get(URI.create("https://confluence.example/wiki/download"));

            // then
            assertThat(answer.getException()).isInstanceOf(GuardViolationException.class).hasMessageContaining("S6");
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    private static HttpProxy httpProxy(RecordingProxy proxy, Map<String, Secret> headers) {
        return new HttpProxy(HttpProxy.Protocol.HTTP, "proxy.example", proxy.port(), Optional.of(LOGIN), Optional.empty(), Optional.empty(), headers);
    }
}
