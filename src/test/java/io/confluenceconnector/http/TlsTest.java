package io.confluenceconnector.http;

import org.apache.camel.Exchange;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("S13: TLS verification cannot be switched off; S14: custom certificate authorities (B98)")
class TlsTest {

    @Test
    void shouldRefuseAServerOfAnUnknownAuthority() throws IOException {
        try (RecordingServer confluence = RecordingServer.https(TestKeys.SERVER.serverContext());
             Tenant tenant = new Tenant().confluence(confluence.url("/wiki"))) {
            // when
            Exchange answer = tenant.get(confluence.url("/wiki/x"));

            // then
            assertThat(answer.getException()).hasCauseInstanceOf(SSLException.class).hasMessageContaining("EXTRA_CA_CERTS");
            assertThat(confluence.arrivals()).isEmpty();
        }
    }

    @Test
    void shouldAcceptAServerOfAnExtraAuthorityForEveryClient() throws IOException {
        try (RecordingServer server = RecordingServer.https(TestKeys.SERVER.serverContext());
             Tenant tenant = new Tenant().extraCa(TestKeys.SERVER.certificatePem()).confluence(server.url("/wiki"))
                     .confluenceTokenUrl(server.url("/token")).platform(server.url("/api")).platformTokenUrl(server.url("/token"))) {
            // when
            tenant.get(server.url("/wiki/x"));
            tenant.send("confluence-token:api", "POST", server.url("/token"), "a=b", Map.of());
            tenant.send("platform:api", "POST", server.url("/api/x"), "{}", Map.of());
            tenant.send("platform-token:api", "POST", server.url("/token"), "a=b", Map.of());
            tenant.send("upload:api", "PUT", server.url("/blob"), new byte[1], Map.of());

            // then
            assertThat(server.arrivals()).hasSize(5);
        }
    }

    @Test
    void shouldRefuseATrustedCertificateOfAnotherHost() throws IOException {
        try (RecordingServer confluence = RecordingServer.https(TestKeys.OTHER_HOST.serverContext());
             Tenant tenant = new Tenant().extraCa(TestKeys.OTHER_HOST.certificatePem()).confluence(confluence.url("/wiki"))) {
            // when
            Exchange answer = tenant.get(confluence.url("/wiki/x"));

            // then
            assertThat(answer.getException()).hasCauseInstanceOf(SSLException.class).hasMessageContaining("127.0.0.1");
            assertThat(confluence.arrivals()).isEmpty();
        }
    }

    @Test
    void shouldOfferNoProtocolBelowTls12() throws IOException {
        try (RecordingServer server = RecordingServer.https(TestKeys.SERVER.serverContext());
             Socket socket = new Socket("127.0.0.1", server.port())) {
            // given
            TlsByHop tls = new TlsByHop(TrustedCertificates.withExtra(List.of(TestKeys.SERVER.certificatePem())), Optional.empty());

            // when
            SSLSocket secure = tls.upgrade(socket, "127.0.0.1", server.port(), null, HttpClientContext.create());

            // then
            assertThat(secure.getEnabledProtocols()).containsExactlyInAnyOrder("TLSv1.3", "TLSv1.2");
        }
    }

    @Test
    void shouldKeepTheDefaultAuthorities() {
        // when
        int defaults = TrustedCertificates.withExtra(List.of()).count();
        int extended = TrustedCertificates.withExtra(List.of(TestKeys.SERVER.certificatePem())).count();

        // then
        assertThat(defaults).isPositive();
        assertThat(extended).isEqualTo(defaults + 1);
    }

    @Test
    void shouldFailOnABundleThatCannotBeRead(@TempDir Path folder) {
        // given
        Optional<Path> missing = Optional.of(folder.resolve("missing.pem"));

        // when
        Throwable refusal = catchThrowable(() -> TrustedCertificates.withExtra(missing.stream().toList()));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("missing.pem").hasMessageContaining("readable PEM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no certificate in here"})
    void shouldFailOnABundleWithoutCertificates(String content, @TempDir Path folder) throws IOException {
        // given
        Optional<Path> bundle = Optional.of(Files.writeString(folder.resolve("bundle.pem"), content));

        // when
        Throwable refusal = catchThrowable(() -> TrustedCertificates.withExtra(bundle.stream().toList()));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bundle.pem");
    }

    @Test
    void shouldFailOnAClientKeyThatIsNone(@TempDir Path folder) throws IOException {
        // given
        Path noKey = Files.writeString(folder.resolve("key.pem"), "canary");
        Optional<HttpProxy.ClientCertificate> ours = Optional.of(new HttpProxy.ClientCertificate(TestKeys.CLIENT.certificatePem(), noKey));

        // when
        Throwable refusal = catchThrowable(() -> TrustedCertificates.withExtra(List.of()).sslContext(ours));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("key.pem").hasMessageNotContaining("canary");
    }
}
