package io.confluenceconnector.http;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@DisplayName("S5: settings that would send credentials in the clear are refused")
class HttpSettingsTest {

    private static final URI PLAIN = URI.create("http://plain.example/base");

    @Test
    void shouldRefusePlainHttpForEveryAddressThatGetsCredentials() {
        // when, then
        assertThatThrownBy(() -> new Tenant().confluence(PLAIN).settings()).hasMessageContaining("Confluence base URL");
        assertThatThrownBy(() -> new Tenant().confluenceTokenUrl(PLAIN).settings()).hasMessageContaining("Confluence token URL");
        assertThatThrownBy(() -> new Tenant().platform(PLAIN).settings()).hasMessageContaining("platform base URL");
        assertThatThrownBy(() -> new Tenant().platformTokenUrl(PLAIN).settings()).hasMessageContaining("platform token URL");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8090/wiki", "http://127.0.0.1/wiki", "http://[::1]:8090", "https://confluence.example"})
    void shouldAcceptLoopbackAndHttps(URI base) {
        // when
        HttpSettings settings = new Tenant().confluence(base).settings();

        // then
        assertThat(settings.confluenceBase()).isEqualTo(base);
    }

    @Test
    void shouldAcceptPlainHttpForThePlatformInsideTheCluster() {
        // when
        HttpSettings settings = new Tenant().platform(PLAIN).clusterLocal(PLAIN).settings();

        // then
        assertThat(settings.platformBases()).containsExactly(PLAIN);
    }

    @Test
    void shouldRefuseTheProxyForThePlatformInsideTheCluster() {
        // when, then
        assertThatThrownBy(() -> new Tenant().platform(PLAIN).clusterLocal(PLAIN).platformThroughProxy().settings())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cluster_local");
    }

    @Test
    void shouldRefuseTlsMaterialForAProxyWithoutTls() {
        // when, then
        assertThatThrownBy(() -> new HttpProxy(HttpProxy.Protocol.HTTP, "proxy.example", 3128, Optional.empty(), Optional.empty(),
                Optional.of(Path.of("ca.pem")), Map.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("https");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void shouldRefuseAProxyPortThatIsNone(int port) {
        // when, then
        assertThatThrownBy(() -> new HttpProxy(HttpProxy.Protocol.HTTP, "proxy.example", port, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("port");
    }

    @Test
    void shouldRefuseATimeoutThatNeverEnds() {
        // when, then
        assertThatThrownBy(() -> new Timeouts(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("response");
    }
}
