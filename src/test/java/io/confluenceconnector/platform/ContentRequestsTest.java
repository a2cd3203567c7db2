package io.confluenceconnector.platform;

import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.platform.ContentRequests.Description;
import io.confluenceconnector.platform.ContentRequests.Registered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The two calls of one item's ingestion: pending first, the real version only at the end (P10, P14). */
class ContentRequestsTest {
    private static final PlatformApi PLATFORM = new PlatformApi(URI.create("https://gateway.example/ingestion"),
            URI.create("https://gateway.example/scope-management"), "ATLASSIAN_CONFLUENCE_CLOUD",
            URI.create("https://acme.atlassian.net"));
    private static final Description PAGE = new Description("acme/98306_HR/77", "Travel policy", "text/html",
            "https://acme.atlassian.net/wiki/spaces/HR/pages/77", 42, "scope-hr",
            Map.of("spaceKey", "HR", "spaceName", "People", "confluenceLabels", List.of("beta")), Map.of());

    private final ContentRequests external = new ContentRequests(PLATFORM, true, false);
    private final ContentRequests clusterLocal = new ContentRequests(PLATFORM, false, true);

    private static Map<?, ?> variables(PlatformRequest request) {
        return (Map<?, ?>) request.payload().get("variables");
    }

    private static Registered registered(ContentRequests requests, String writeUrl) {
        return requests.registered(Json.of("{'contentUpsert':{'id':'c1','writeUrl':'" + writeUrl
                + "','readUrl':'https://blob.example/read?sig=1'}}"));
    }

    @Test
    void shouldRegisterAsPendingWithoutFile() {
        // when
        Map<?, ?> variables = variables(external.register(PAGE));

        // then
        assertThat(variables).isEqualTo(Map.of("scopeId", "scope-hr", "sourceOwnerType", "COMPANY",
                "sourceName", "https://acme.atlassian.net", "sourceKind", "ATLASSIAN_CONFLUENCE_CLOUD",
                "storeInternally", true, "baseUrl", "https://acme.atlassian.net",
                "input", Map.of("key", "acme/98306_HR/77", "title", "Travel policy", "mimeType", "text/html",
                        "ownerType", "SCOPE", "url", PAGE.url(), "byteSize", 42L,
                        "metadata", Map.of("spaceKey", "HR", "spaceName", "People", "confluenceLabels", List.of("beta"),
                                "versionTimestamp", "pending"))));
    }

    @Test
    void shouldFinaliseWithFileAndRealVersion() {
        // when
        Map<?, ?> variables = variables(external.finalise(PAGE, "2026-03-04T09:15:22.114Z", "https://blob.example/read"));

        // then
        assertThat(variables.get("fileUrl")).isEqualTo("https://blob.example/read");
        assertThat(variables.get("input")).extracting("metadata").extracting("versionTimestamp")
                .isEqualTo("2026-03-04T09:15:22.114Z");
        assertThat(variables.get("input")).extracting("key").isEqualTo("acme/98306_HR/77");
    }

    @Test
    void shouldSendIngestionConfigOnlyWhenThereIsOne() {
        // given
        Map<String, Object> config = Map.of("jpgReadMode", "DOC_INTELLIGENCE_DEFAULT");
        Description image = new Description("k", "plan.png", "image/png", "u", 1, "s", Map.of(), config);

        // when / then
        assertThat(variables(external.register(image)).get("input")).extracting("ingestionConfig").isEqualTo(config);
        assertThat(variables(external.register(PAGE)).get("input")).asString().doesNotContain("ingestionConfig");
    }

    @Test
    void shouldUploadToThePreSignedAddressUnchanged() {
        // when / then
        assertThat(registered(external, "https://blob.example/w?sig=a%2Bb&key=k").uploadUrl())
                .isEqualTo("https://blob.example/w?sig=a%2Bb&key=k");
    }

    @Test
    void shouldPassTheKeyRawInsideTheCluster() {
        // when
        Registered registered = registered(clusterLocal,
                "https://outer.example/scoped/upload?sig=1&key=acme%2F98306_HR%2F77%3A%3Aatt78+x&apikey=no");

        // then (B68; encoded once, as it came)
        assertThat(registered.uploadUrl()).isEqualTo(
                "https://gateway.example/ingestion/scoped/upload?key=acme%2F98306_HR%2F77%3A%3Aatt78+x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://outer.example/upload", "https://outer.example/upload?", "https://o/u?key=",
        "https://o/u?apikey=1", "https://o/key=1"})
    void shouldFailWithoutKeyInsideTheCluster(String writeUrl) {
        // when / then
        assertThatThrownBy(() -> registered(clusterLocal, writeUrl)).isInstanceOf(TransientException.class)
                .hasMessageContaining("no key parameter").hasMessageNotContaining("https://");
    }

    @Test
    void shouldFailWithoutShowingWriteUrlThatIsNoAddress() {
        // when / then (S9)
        assertThatThrownBy(() -> registered(clusterLocal, "https://o/u?key=a b&sig=secret"))
                .isInstanceOf(TransientException.class).hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'contentUpsert':null}", "{'contentUpsert':{'id':'c1','writeUrl':'w'}}",
        "{'contentUpsert':{'id':'c1','readUrl':'r'}}", "{'contentUpsert':{'id':'','writeUrl':'w','readUrl':'r'}}"})
    void shouldNotGoOnWithHalfARegistration(String data) {
        // when / then
        assertThatThrownBy(() -> external.registered(Json.of(data))).isInstanceOf(TransientException.class);
    }

    @Test
    void shouldShowNeitherTitlesNorAddresses() {
        // when / then (S9, S10)
        assertThat(PAGE).hasToString("text/html of 42 bytes");
        assertThat(registered(external, "https://blob.example/w?sig=1")).hasToString("registered item");
        assertThat(external.register(PAGE)).hasToString("graphql:ingestion:ContentUpsert");
    }
}
