package io.confluenceconnector.confluence;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A link of an answer leads below the configured base, or nowhere (S20, B15). */
class ConfluenceLinksTest {
    private static final String SITE = "https://acme.atlassian.net";
    private static final String GATEWAY_PATH = "/ex/confluence/8f0c1a52";
    private static final String GATEWAY = "https://api.atlassian.com" + GATEWAY_PATH;
    private static final String SERVER = "https://wiki.example.org:8443/confluence";

    private static final ConfluenceLinks CLOUD =
            new ConfluenceLinks(URI.create(GATEWAY), "/wiki", List.of(GATEWAY, SITE, GATEWAY_PATH));
    private static final ConfluenceLinks DATA_CENTER =
            new ConfluenceLinks(URI.create(SERVER), "", List.of(SERVER, "/confluence"));

    @ParameterizedTest
    @ValueSource(strings = {
        "/rest/api/content/search?cursor=abc%3D",
        "/wiki/rest/api/content/search?cursor=abc%3D",
        SITE + "/wiki/rest/api/content/search?cursor=abc%3D",
        GATEWAY + "/wiki/rest/api/content/search?cursor=abc%3D",
        GATEWAY + "/rest/api/content/search?cursor=abc%3D",
        GATEWAY_PATH + "/wiki/rest/api/content/search?cursor=abc%3D",
        "  /rest/api/content/search?cursor=abc%3D  ",
    })
    void shouldLeadEveryFormOfCloudLinkToTheGateway(String link) {
        // when
        URI uri = CLOUD.resolve(link);

        // then
        assertThat(uri).hasToString(GATEWAY + "/wiki/rest/api/content/search?cursor=abc%3D");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/download/attachments/77/plan.png?version=3&api=v2",
        "/confluence/download/attachments/77/plan.png?version=3&api=v2",
        SERVER + "/download/attachments/77/plan.png?version=3&api=v2",
    })
    void shouldNotDoubleTheContextPath(String link) {
        // when
        URI uri = DATA_CENTER.resolve(link);

        // then
        assertThat(uri).hasToString(SERVER + "/download/attachments/77/plan.png?version=3&api=v2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "/d/my file.pdf?v=1         | /d/my%20file.pdf?v=1",
        "/d/my%20file.pdf?v=1       | /d/my%20file.pdf?v=1",
        "/d/a%2Bb.pdf               | /d/a%2Bb.pdf",
        "/d/50% off.pdf             | /d/50%25%20off.pdf",
        "/d/100%                    | /d/100%25",
        "/d/Größe.pdf               | /d/Gr%C3%B6%C3%9Fe.pdf",

        "/d/a{1}<2>.pdf             | /d/a%7B1%7D%3C2%3E.pdf",
        "/d/scan[1].pdf             | /d/scan%5B1%5D.pdf",
        "/d/..hidden/a..b.pdf       | /d/..hidden/a..b.pdf",
        "/d/x?next=../..&u=//evil   | /d/x?next=../..&u=//evil",
    })
    void shouldEscapeWhatNoAddressMayHoldAndNothingTwice(String link, String expected) {
        // when
        URI uri = DATA_CENTER.resolve(link);

        // then
        assertThat(uri).hasToString(SERVER + expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "https://evil.example/rest/api/content",
        "https://acme.atlassian.net.evil.example/wiki/rest",
        "https://acme.atlassian.net@evil.example/wiki/rest",
        "https://api.atlassian.com/ex/confluence/another-cloud/wiki/rest",
        "http://acme.atlassian.net/wiki/rest",
        "//evil.example/rest",
        "/\\evil.example/../rest",
        "rest/api/content",
        "javascript:alert(1)",
        "",
        "/wiki/../../another-cloud/wiki/rest",
        "/wiki/%2e%2e/%2E%2e/another-cloud",
        "/wiki/.%2e/x",
        "/wiki/..%2f..%2fanother-cloud",
        "/wiki/x%2F..%2F..",
        "/wiki/..%5c..%5Canother-cloud",
        "/wiki/..;/..;v=1/another-cloud",
        "/wiki/%2e%2e%3b/another-cloud",
        "/wiki/./rest",
        "/wiki/..",
        GATEWAY + "//evil.example",
    })
    void shouldRefuseLinkThatLeadsElsewhere(String link) {
        // when / then
        assertThatThrownBy(() -> CLOUD.resolve(link)).isInstanceOf(MalformedRecordException.class)
                .hasMessageNotContaining("evil");
    }

    @Provide
    Arbitrary<String> links() {
        Arbitrary<String> parts = Arbitraries.of("/", "//", "..", ".", "%2e", "%2f", "\\", "wiki", "rest", "?", "#",
                "@", ":", "https:", SITE, GATEWAY, GATEWAY_PATH, "%", " ", "ö", "[", "]", ";", "a", "\n");
        return parts.list().ofMaxSize(8).map(list -> String.join("", list));
    }

    @Property(tries = 5000)
    void shouldAlwaysStayBelowTheBase(@ForAll("links") String link) {
        // when
        String resolved;
        try {
            resolved = CLOUD.resolve(link).normalize().toString();
        } catch (MalformedRecordException refused) {
            return;
        }

        // then
        assertThat(resolved).startsWith(GATEWAY + "/wiki");
        assertThat(URI.create(resolved).getHost()).isEqualTo("api.atlassian.com");
        assertThat(URI.create(resolved).getPath()).doesNotContain("/../");
    }
}
