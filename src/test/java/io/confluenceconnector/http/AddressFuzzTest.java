package io.confluenceconnector.http;

import io.confluenceconnector.fuzz.Fuzz;
import io.confluenceconnector.secret.Secret;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.protocol.RedirectLocations;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** S1, S5, S6, S19: addresses that routes or redirects bring are judged right or refused, however they are spelled. */
class AddressFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final URI BASE = URI.create("https://confluence.example/wiki");
    private static final List<String> PARTS = List.of("https://confluence.example", "https://confluence.example/wiki/",
            "https://Confluence.example./wiki/rest/api/content?limit=1", "https://confluence.example:443/wiki/x", "https://CONFLUENCE.example.", "https://confluence.example:443",
            "https://confluence.example:8443", "https://", "http://", "HTTPS://", "confluence.example", ".confluence.example", "confluence.example.evil.example",
            "user@", "confluence.example@", "https://media.example/file/1/binary?token=canary", "//media.example/", "/wiki", "/WIKI", "/wikievil", "/wiki/rest/api",
            "/", "..", "/../", "/%2e%2e/", "/..;/", "%2f", "%5c", ";a=b", "?sig=canary", "#x", "127.0.0.1", "https://127.0.0.1/", "https://127.1/",
            "https://2130706433/", "https://0x7f.1/", "https://[::1]/", "https://[::ffff:10.0.0.1]/", "https://[fd00::1]/", "https://10.0.0.1/",
            "https://169.254.169.254/latest/meta-data", "https://192.168.1.1:443/", "https://0.0.0.0/", "https://localhost/", "https://x.localhost/",
            "https://[fe80::1%25eth0]/", "https://8.8.8.8/", ":80", ":443", ":0", ":99999", "ftp://", "file:///etc/passwd", "data:,x", "%", "%zz");

    @Test
    @DisplayName("S1, S5: the Confluence client lets pass what is below the base, as any server would read it")
    void shouldLetPassOnlyWhatIsBelowTheBase() {
        // given
        List<RequestRule> rules = RoleRules.of(Role.CONFLUENCE, new Tenant().confluence(BASE).settings());
        AtomicInteger passed = new AtomicInteger();

        // when / then
        Fuzz.each(ROUNDS, PARTS, text -> uri(text).ifPresent(url -> {
            try {
                OutgoingRequest request = new OutgoingRequest("GET", url, Target.of(url), 0, Optional.empty());
                rules.forEach(rule -> rule.check(request));
            } catch (GuardViolationException refused) {
                assertThat(refused.getMessage()).as("S9: a query may be a signature").doesNotContain("?" + url.getRawQuery());
                return;
            }
            passed.incrementAndGet();
            assertThat(url.getScheme()).isEqualToIgnoringCase("https");
            assertThat(url.getHost()).matches("(?i)confluence\\.example\\.?");
            assertThat(url.getPort()).isIn(-1, 443);
            assertThat(url.getRawUserInfo()).isNull();
            String path = URLDecoder.decode(url.getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8).replace('\\', '/');
            assertThat(path.toLowerCase(Locale.ROOT)).matches("(?s)/+wiki(;[^/]*)?(/.*)?").doesNotContainPattern("/\\.\\.?(;[^/]*)?(/|$)");
        }));
        assertThat(passed.get()).as("requests that passed").isGreaterThan(ROUNDS / 1000);
    }

    @Test
    @DisplayName("S5, S6: a redirect is followed to https outside our network only, and takes no credential off the host")
    void shouldFollowOnlyToSafeAddressesAndWithoutCredentials() {
        // given
        RedirectPolicy policy = new RedirectPolicy(BASE);
        CredentialScope credentials = new CredentialScope(target -> Map.of("Authorization", Secret.of("Bearer canary")), List.of(BASE));
        AtomicInteger followed = new AtomicInteger();

        // when / then
        Fuzz.each(ROUNDS, PARTS, text -> {
            URI location;
            try {
                location = policy.getLocationURI(new BasicHttpRequest(Method.GET, BASE), redirectTo(text), HttpClientContext.create());
            } catch (GuardViolationException refused) {
                assertThat(refused.getMessage()).as("S9: a query may be a signature").doesNotContain("canary");
                return;
            } catch (HttpException e) {
                throw new AssertionError("expected a refusal of ours", e);
            }
            followed.incrementAndGet();
            assertThat(location.getScheme()).isEqualToIgnoringCase("https");
            assertThat(isOurNetwork(location.getHost())).isFalse();
            boolean home = location.getHost().matches("(?i)confluence\\.example\\.?") && (location.getPort() < 0 || location.getPort() == 443);
            assertThat(isAuthorized(credentials, location)).isEqualTo(home);
        });
        assertThat(followed.get()).as("redirects that were followed").isGreaterThan(ROUNDS / 100);
    }

    private static BasicHttpResponse redirectTo(String location) {
        BasicHttpResponse response = new BasicHttpResponse(302);
        response.setHeader("Location", new String(location.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)); // as it is read
        return response;
    }

    private static boolean isAuthorized(CredentialScope credentials, URI location) {
        RedirectLocations hops = new RedirectLocations();
        hops.add(location);
        HttpClientContext context = HttpClientContext.create();
        context.setRedirectLocations(hops);
        BasicHttpRequest request = new BasicHttpRequest(Method.GET, location);
        try {
            credentials.process(request, null, context);
        } catch (HttpException e) {
            throw new AssertionError("an address that the policy accepted is a valid one", e);
        }
        return request.containsHeader("Authorization");
    }

    /** What the JDK makes of a host that is spelled as an address, {@code 127.1} and {@code 2130706433} included; no name is looked up. */
    private static boolean isOurNetwork(String host) {
        String bare = host.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        if (bare.equals("localhost") || bare.endsWith(".localhost")) {
            return true;
        }
        if (!bare.matches("[0-9.]+|\\[.*]")) {
            return bare.matches("(.*\\.)?0x[0-9a-f]*");
        }
        try {
            InetAddress address = InetAddress.getByName(bare);
            return address.isLoopbackAddress() || address.isSiteLocalAddress() || address.isLinkLocalAddress() || address.isAnyLocalAddress()
                    || (address.getAddress()[0] & 0xfe) == 0xfc && address.getAddress().length == 16;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
