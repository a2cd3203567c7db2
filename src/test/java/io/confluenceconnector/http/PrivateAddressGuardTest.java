package io.confluenceconnector.http;

import io.confluenceconnector.secret.Secret;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

@DisplayName("S6: addresses that redirects may connect to")
class PrivateAddressGuardTest {

    private static final URI CONFLUENCE = URI.create("https://confluence.example/wiki");
    private static final String PUBLIC = "93.184.216.34";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254", "0.0.0.0", "100.127.0.1", "198.18.0.1", "224.0.0.251",
        "255.255.255.255", "::1", "::", "fe80::1", "fec0::1", "fc00::1", "fdff::1", "ff02::1", "::ffff:192.168.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::a00:1", "2002:0a00:0001::1"})
    void shouldRefuseARedirectHostInsideOurNetwork(String address) {
        // given
        PrivateAddressGuard guard = guard(Map.of("confluence.example", PUBLIC, "media.example", address));

        // when
        Throwable refusal = catchThrowable(() -> guard.resolve("media.example", 443));

        // then
        assertThat(refusal).isInstanceOf(GuardViolationException.class).hasMessageContaining("S6");
    }

    @ParameterizedTest
    @ValueSource(strings = {PUBLIC, "172.32.0.1", "100.128.0.1", "2606:2800:220:1::1", "64:ff9b::5db8:d822"})
    void shouldAllowAPublicRedirectHost(String address) throws UnknownHostException {
        // given
        PrivateAddressGuard guard = guard(Map.of("confluence.example", PUBLIC, "media.example", address));

        // when
        List<InetSocketAddress> connectedTo = guard.resolve("media.example", 443);

        // then
        assertThat(connectedTo).singleElement().satisfies(socket -> assertThat(socket.getAddress()).isEqualTo(InetAddress.getByName(address)));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.5, 192.168.1.1", "127.0.0.1, ::1", "fd00::1, 10.0.0.1"})
    void shouldAllowAPrivateHostWhenConfluenceIsOnSuchAnAddress(String confluence, String media) throws UnknownHostException {
        // given
        PrivateAddressGuard guard = guard(Map.of("confluence.example", confluence, "media.example", media));

        // when
        List<InetSocketAddress> connectedTo = guard.resolve("media.example", 443);

        // then
        assertThat(connectedTo).hasSize(1);
    }

    @Test
    void shouldAlwaysResolveConfluenceAndTheProxy() throws UnknownHostException {
        // given
        HttpProxy proxy = new HttpProxy(HttpProxy.Protocol.HTTP, "proxy.example", 3128,
                Optional.of(new HttpProxy.Login(Secret.of("user"), Secret.of("password"))), Optional.empty(), Optional.empty(), Map.of());
        PrivateAddressGuard guard = new PrivateAddressGuard(CONFLUENCE, Optional.of(proxy),
                new TestNames(Map.of("confluence.example", "10.0.0.5", "proxy.example", "127.0.0.1")));

        // when
        InetAddress[] confluence = guard.resolve("Confluence.Example");
        InetAddress[] ofProxy = guard.resolve("proxy.example");

        // then
        assertThat(confluence).hasSize(1);
        assertThat(ofProxy).hasSize(1);
    }

    @Test
    void shouldConnectToTheAddressThatWasCheckedEvenWhenTheNextAnswerDiffers() throws UnknownHostException {
        // given
        Queue<String> answers = new ArrayDeque<>(List.of(PUBLIC, "127.0.0.1"));
        PrivateAddressGuard guard = new PrivateAddressGuard(CONFLUENCE, Optional.empty(), new Rebinding(answers));

        // when
        List<InetSocketAddress> connectedTo = guard.resolve("media.example", 443);

        // then
        assertThat(connectedTo).containsExactly(new InetSocketAddress(InetAddress.getByName(PUBLIC), 443));
        assertThatThrownBy(() -> guard.resolve("media.example", 443)).isInstanceOf(GuardViolationException.class);
    }

    @Test
    void shouldRefuseANameWithOnePrivateAddressAmongPublicOnes() {
        // given
        DnsResolver both = new Rebinding(new ArrayDeque<>()) {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return host.equals("media.example")
                        ? new InetAddress[] {InetAddress.getByName(PUBLIC), InetAddress.getByName("10.0.0.1")}
                        : new InetAddress[] {InetAddress.getByName(PUBLIC)};
            }
        };
        PrivateAddressGuard guard = new PrivateAddressGuard(CONFLUENCE, Optional.empty(), both);

        // when
        Throwable refusal = catchThrowable(() -> guard.resolve("media.example", 443));

        // then
        assertThat(refusal).isInstanceOf(GuardViolationException.class);
    }

    private static PrivateAddressGuard guard(Map<String, String> names) {
        return new PrivateAddressGuard(CONFLUENCE, Optional.empty(), new TestNames(names));
    }

    /** Changes its answer for the redirect's name each time; Confluence itself is public. */
    private static class Rebinding implements DnsResolver {

        private final Queue<String> answers;

        Rebinding(Queue<String> answers) {
            this.answers = answers;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return new InetAddress[] {InetAddress.getByName(host.equals("media.example") ? answers.remove() : PUBLIC)};
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }
}
