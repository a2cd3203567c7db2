package io.confluenceconnector.http;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@DisplayName("S5: settings that would send credentials in the clear are refused")
class HttpSettingsTest {

    private static final URI PLAIN = URI.create("http://plain.example/base");

    static Stream<Arguments> plainAddresses() {
        return Stream.of(arguments("Confluence base URL", new Tenant().confluence(PLAIN)),
                arguments("Confluence token URL", new Tenant().confluenceTokenUrl(PLAIN)),
                arguments("platform base URL", new Tenant().platform(PLAIN)),
                arguments("platform token URL", new Tenant().platformTokenUrl(PLAIN)));
    }

    @ParameterizedTest
    @MethodSource("plainAddresses")
    void shouldRefusePlainHttpForEveryAddressThatGetsCredentials(String name, Tenant tenant) {
        // when
        Throwable refusal = catchThrowable(tenant::settings);

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(name).hasMessageContaining("https");
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
        // when
        Throwable refusal = catchThrowable(() -> new Tenant().platform(PLAIN).clusterLocal(PLAIN).platformThroughProxy().settings());

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cluster_local");
    }

    @Test
    void shouldRefuseTlsMaterialForAProxyWithoutTls() {
        // when
        Throwable refusal = catchThrowable(() -> new HttpProxy(HttpProxy.Protocol.HTTP, "proxy.example", 3128, Optional.empty(), Optional.empty(),
                Optional.of(Path.of("ca.pem")), Map.of()));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("https");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 65_536})
    void shouldRefuseAProxyPortThatIsNone(int port) {
        // when
        Throwable refusal = catchThrowable(() -> new HttpProxy(HttpProxy.Protocol.HTTP, "proxy.example", port, Optional.empty(), Optional.empty(), Optional.empty(), Map.of()));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("port");
    }

    @Test
    void shouldRefuseATimeoutThatNeverEnds() {
        // when
        Throwable refusal = catchThrowable(() -> new Timeouts(Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(1)));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("response");
    }
}
