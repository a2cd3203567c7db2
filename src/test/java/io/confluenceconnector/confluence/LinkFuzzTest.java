package io.confluenceconnector.confluence;

import io.confluenceconnector.fuzz.Fuzz;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** S19, S20: whatever stands in {@code _links.next} or in a download link, the request goes below the configured base or nowhere. */
class LinkFuzzTest {

    private static final int ROUNDS = 20_000;
    private static final List<String> PARTS = List.of("/", "//", "/rest/api/content/search", "?cursor=abc%3D&limit=25", "/download/attachments/77/",
            "plan 2031.pdf", "..", "/..", "/../", ".", "%2e%2e", "%2E.", "%252e%252e/", "..;/", ";x=/../", "..%2f", "%5c..%5c", "\\..\\", "%2f%2fevil.example",
            "https://", "HTTPS://", "http:", "javascript:", "file:///etc/passwd", "evil.example", "@evil.example/", "user:password@", ":8443", ":80",
            "#", "#/../", "?", "%00", "%0d%0aHost:%20evil.example", "%", "%zz", "wiki.example.org", "https://wiki.example.org:8443/confluence",
            "https://wiki.example.org:8443/confluenceevil", "/confluence", "/confluence/admin", "https://acme.atlassian.net",
            "https://acme.atlassian.net.evil.example/", "https://api.atlassian.com/ex/confluence/8f0c1a52", "/ex/confluence/8f0c1a52",
            "/ex/confluence/another", "/wiki", "/wiki/rest/api/content/search?cql=type%3Dpage");

    @ParameterizedTest
    @DisplayName("S20: links stay below the base, spelled so that no server reads them otherwise")
    @CsvSource({"https://api.atlassian.com/ex/confluence/8f0c1a52, /wiki", "https://wiki.example.org:8443/confluence, ''"})
    void shouldLeadBelowTheBaseOrNowhere(URI base, String root) {
        // given
        ConfluenceLinks links = new ConfluenceLinks(base, root, List.of(base.toString(), "https://acme.atlassian.net", base.getPath()));
        AtomicInteger resolved = new AtomicInteger();

        // when / then
        Fuzz.each(ROUNDS, PARTS, link -> {
            try {
                staysBelow(base + root, links.resolve(link));
                resolved.incrementAndGet();
            } catch (MalformedRecordException refused) {
                assertThat(refused.getMessage()).as("S20: no link in a message").doesNotContain("evil", "\n");
            }
        });
        assertThat(resolved.get()).as("links that were resolved").isGreaterThan(ROUNDS / 10);
    }

    private static void staysBelow(String base, URI link) {
        String text = link.toString();
        assertThat(text).startsWith(base).matches("[\\x21-\\x7e]*").doesNotContain("\\");
        assertThat(text.substring(base.length())).matches("([/?#].*)?");
        assertThat(link.getUserInfo()).isNull();
        assertThat(link.getAuthority()).isEqualTo(URI.create(base).getAuthority());
        assertThat(asServersReadIt(link.getRawPath())).startsWith(URI.create(base).getPath());
    }

    /** Decoded, backslashes as slashes, without path parameters, dot segments resolved: the most that a careless server does. */
    private static String asServersReadIt(String rawPath) {
        String decoded = decode(rawPath).replace('\\', '/').replaceAll(";[^/]*", "");
        java.util.ArrayDeque<String> segments = new java.util.ArrayDeque<>();
        for (String segment : decoded.split("/")) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return "/" + String.join("/", segments);
    }

    private static String decode(String text) {
        return java.net.URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
