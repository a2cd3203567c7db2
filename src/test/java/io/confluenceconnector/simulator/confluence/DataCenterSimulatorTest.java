package io.confluenceconnector.simulator.confluence;

import static io.confluenceconnector.simulator.confluence.Client.ids;
import static io.confluenceconnector.simulator.confluence.Client.json;
import static io.confluenceconnector.simulator.confluence.Client.search;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** The Data Center side of the simulator against the Confluence API facts, section 9. */
class DataCenterSimulatorTest {

    private static final String SELECTION =
            "label IN (\"kb-sync\", \"kb-tree\") AND space.type = global AND type IN (page, blogpost) ORDER BY id";
    private static final String FORM = "application/x-www-form-urlencoded";

    private ConfluenceSimulator simulator;
    private Client client;
    private SimSpace people;

    @BeforeEach
    void start() {
        simulator = ConfluenceSimulator.dataCenter("/confluence");
        client = new Client(simulator);
        people = simulator.space("HR", "People", "global");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private HttpResponse<String> get(String path) {
        return client.get(simulator.baseUrl() + path, simulator.personalAccessToken());
    }

    private HttpResponse<String> find(String query) {
        return get("/rest/api" + query);
    }

    private void pages(int count) {
        IntStream.range(0, count).forEach(i -> simulator.page(people, "Page " + i, "<p>" + i + "</p>", "kb-sync"));
    }

    private SimAttachment attachment() {
        SimContent page = simulator.page(people, "Rates", "<p/>", "kb-sync");
        return simulator.attach(page, "rates 2026.txt", "text/plain", "rates".getBytes(StandardCharsets.UTF_8));
    }

    private String downloadLink(SimAttachment attachment) {
        return json(find("/content/" + attachment.content().id() + "/child/attachment"))
                .at("/results/0/_links/download").asText();
    }

    private String tokenRequest(String scope) {
        return "grant_type=client_credentials&client_id=" + simulator.clientId() + "&client_secret="
                + simulator.clientSecret() + scope;
    }

    @Test
    @DisplayName("Everything lies below the context path, which links leave out (B15)")
    void shouldServeBelowContextPathOnly() {
        // given
        pages(3);

        // when
        JsonNode answer = json(find(search(SELECTION) + "&limit=2"));
        HttpResponse<String> without = client.get(
                simulator.baseUrl().replace("/confluence", "") + "/rest/api" + search(SELECTION),
                simulator.personalAccessToken());

        // then
        assertThat(answer.at("/_links/next").asText())
                .startsWith("/rest/api/content/search?limit=2&start=2&cql=label+IN+");
        assertThat(answer.at("/_links/context").asText()).isEqualTo("/confluence");
        assertThat(without.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldPageByOffset() {
        // given
        pages(5);

        // when
        List<String> second = ids(json(find(search(SELECTION) + "&limit=2&start=2")));
        JsonNode last = json(find(search(SELECTION) + "&limit=2&start=4"));
        JsonNode beyond = json(find(search(SELECTION) + "&limit=2&start=6"));

        // then
        assertThat(second).hasSize(2);
        assertThat(last.get("results")).hasSize(1);
        assertThat(last.at("/_links/next").isMissingNode()).isTrue();
        assertThat(beyond.get("results")).isEmpty();
    }

    @DisplayName("Page sizes are capped by expansion, and the lowered limit is echoed (B08)")
    @ParameterizedTest
    @CsvSource({"'&expand=body.storage,version',50", "'&expand=version',200", "'',1000"})
    void shouldCapPageSizeByExpansion(String expand, int cap) {
        // given
        pages(cap + 1);

        // when
        JsonNode answer = json(find(search(SELECTION) + "&limit=5000" + expand));

        // then
        assertThat(answer.get("results")).hasSize(cap);
        assertThat(answer.get("limit").asInt()).isEqualTo(cap);
    }

    @Test
    @DisplayName("Space type collaboration is not known (B45)")
    void shouldRefuseCollaborationSpaces() {
        // when
        HttpResponse<String> answer = find(search("space.type IN (global, collaboration)"));

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("message").asText()).contains("Could not parse cql : ", "collaboration");
    }

    @DisplayName("Content types of Cloud are not known (B44)")
    @ParameterizedTest
    @ValueSource(strings = {"folder", "whiteboard", "database", "embed"})
    void shouldFailOnContentTypesOfCloud(String type) {
        // when
        HttpResponse<String> answer = find(search("type IN (page, " + type + ")"));

        // then
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("No ContentTypeBinding found for type: " + type);
    }

    @Test
    void shouldWriteTimesWithTheServersOffset() {
        // given
        SimContent page = simulator.page(people, "Travel policy", "<p/>");

        // when
        String when = json(find("/content/" + page.id() + "?expand=version")).at("/version/when").asText();

        // then
        assertThat(when).isEqualTo("2026-01-05T09:01:01.121+01:00");
    }

    @Test
    @DisplayName("Reading by id tells labels, those of the ancestors too, past the index (API facts 9.6)")
    void shouldReadContentPastTheIndex() {
        // given
        SimContent root = simulator.page(people, "Handbook", "<p/>", "kb-tree");
        SimContent middle = simulator.page(root, "Travel", "<p/>");
        SimContent page = simulator.page(middle, "Policy", "<p/>", "kb-sync");
        simulator.hideFromIndex(page.id());

        // when
        JsonNode read = json(find("/content/" + page.id() + "?expand=metadata.labels,space,"
                + "ancestors.metadata.labels"));
        JsonNode found = json(find(search("id = " + page.id())));

        // then
        assertThat(found.get("results")).isEmpty();
        assertThat(read.get("ancestors")).extracting(ancestor -> ancestor.get("id").asText())
                .containsExactly(root.id(), middle.id());
        assertThat(read.at("/ancestors/0/metadata/labels/results/0/name").asText()).isEqualTo("kb-tree");
        assertThat(read.at("/metadata/labels/results/0/name").asText()).isEqualTo("kb-sync");
    }

    @Test
    @DisplayName("A trashed page answers 404, and 200 where the switch says so (B40)")
    void shouldHideTrashedPageUnlessToldOtherwise() {
        // given
        SimContent page = simulator.page(people, "Old", "<p/>");
        simulator.trash(page);

        // when
        int byDefault = find("/content/" + page.id()).statusCode();
        int anyStatus = find("/content/" + page.id() + "?status=any").statusCode();
        simulator.trashedAnswers200(true);
        HttpResponse<String> switched = find("/content/" + page.id());

        // then
        assertThat(byDefault).isEqualTo(404);
        assertThat(anyStatus).isEqualTo(200);
        assertThat(switched.statusCode()).isEqualTo(200);
        assertThat(json(switched).get("status").asText()).isEqualTo("trashed");
    }

    @Test
    void shouldListAttachmentsByOffsetWithVersionOnlyWhenExpanded() {
        // given
        SimContent page = attachment().content();
        simulator.attach(page, "b.txt", "text/plain", new byte[3]);
        String path = "/content/" + page.id() + "/child/attachment?limit=1";

        // when
        JsonNode first = json(find(path + "&expand=version"));
        JsonNode second = json(find(path + "&start=1"));

        // then
        assertThat(first.at("/results/0/version/number").asInt()).isEqualTo(1);
        assertThat(first.at("/results/0/extensions/fileSize").asLong()).isEqualTo(5);
        assertThat(first.at("/_links/next").asText())
                .isEqualTo("/rest/api/content/" + page.id() + "/child/attachment?limit=1&start=1&expand=version");
        assertThat(second.at("/results/0/title").asText()).isEqualTo("b.txt");
        assertThat(second.at("/results/0").has("version")).isFalse();
        assertThat(second.at("/_links/next").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("The download link works as it is given, and not without its query (B54)")
    void shouldServeDownloadOnlyByTheWholeLink() {
        // given
        SimAttachment attachment = attachment();
        String link = downloadLink(attachment);

        // when
        HttpResponse<String> whole = get(link);
        HttpResponse<String> without = get(link.substring(0, link.indexOf('?')));

        // then
        assertThat(link).startsWith("/download/attachments/" + attachment.content().id()
                + "/rates%202026.txt?version=1&modificationDate=");
        assertThat(whole.body()).isEqualTo("rates");
        assertThat(whole.headers().firstValue("Content-Length")).contains("5");
        assertThat(without.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRedirectDownloadOnTheSameHostWhenToldTo() {
        // given
        String link = downloadLink(attachment());
        simulator.redirectDownloads(true);

        // when
        HttpResponse<String> redirect = get(link);
        String location = redirect.headers().firstValue("Location").orElse("");
        HttpResponse<String> download = client.get(location, simulator.personalAccessToken());

        // then
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(location).startsWith(simulator.baseUrl());
        assertThat(download.body()).isEqualTo("rates");
    }

    @Test
    void shouldServeDownloadWithoutLengthWhenToldTo() {
        // given
        String link = downloadLink(attachment());
        simulator.omitContentLength(true);

        // when
        HttpResponse<String> download = get(link);

        // then
        assertThat(download.body()).isEqualTo("rates");
        assertThat(download.headers().firstValue("Content-Length")).isEmpty();
    }

    @Test
    void shouldAcceptBasicAndTokenAndNothingElse() {
        // given
        String basic = Base64.getEncoder().encodeToString(
                (simulator.username() + ":" + simulator.password()).getBytes(StandardCharsets.UTF_8));
        String url = simulator.baseUrl() + "/rest/api/server-information";

        // when
        HttpResponse<String> byBasic =
                client.send(client.request(url).header("Authorization", "Basic " + basic).build());
        HttpResponse<String> byBadToken = client.get(url, "no-such-token");
        HttpResponse<String> byNothing = client.getAnonymously(url);

        // then
        assertThat(byBasic.statusCode()).isEqualTo(200);
        assertThat(byNothing.statusCode()).isEqualTo(401);
        assertThat(byBadToken.statusCode()).isEqualTo(401);
        assertThat(byBadToken.headers().firstValue("X-Seraph-LoginReason")).contains("AUTHENTICATED_FAILED");
        assertThat(byBadToken.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    }

    @Test
    void shouldForbidBasicWhenItIsSwitchedOff() {
        // given
        simulator.allowBasic(false);

        // when
        HttpResponse<String> answer = client.send(client.request(
                simulator.baseUrl() + "/rest/api/server-information").header("Authorization", "Basic eDp5").build());

        // then
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("A token is asked for with scope READ, as a form (S2)")
    void shouldIssueTokenForReadScope() {
        // when
        HttpResponse<String> issued =
                client.send(client.post(simulator.tokenUrl(), FORM, tokenRequest("&scope=READ")));
        String token = json(issued).get("access_token").asText();
        int withToken = client.get(simulator.baseUrl() + "/rest/api/server-information", token).statusCode();

        // then
        assertThat(json(issued).get("expires_in").isNumber()).isTrue();
        assertThat(withToken).isEqualTo(200);
        assertThat(simulator.violations()).isEmpty();
    }

    @DisplayName("A token request without scope READ alone is refused (S2)")
    @ParameterizedTest
    @ValueSource(strings = {"", "&scope=WRITE", "&scope=READ+WRITE"})
    void shouldRefuseTokenWithoutReadScope(String scope) {
        // when
        HttpResponse<String> answer = client.send(client.post(simulator.tokenUrl(), FORM, tokenRequest(scope)));

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(simulator.violations()).hasSize(1);
    }

    @Test
    @DisplayName("The manifest is anonymous, and XML unless JSON is asked for (B101)")
    void shouldServeManifestAsXmlUnlessJsonIsAskedFor() {
        // given
        String url = simulator.baseUrl() + "/rest/applinks/1.0/manifest";

        // when
        HttpResponse<String> plain = client.getAnonymously(url);
        HttpResponse<String> asJson = client.send(client.request(url).header("Accept", "application/json").build());
        simulator.manifestAlwaysXml(true);
        HttpResponse<String> always = client.send(client.request(url).header("Accept", "application/json").build());

        // then
        assertThat(plain.body()).contains("<id>" + simulator.manifestId() + "</id>");
        assertThat(json(asJson).get("id").asText()).isEqualTo(simulator.manifestId());
        assertThat(always.body()).startsWith("<?xml");
    }

    @Test
    void shouldTellKnownUserFromAnonymous() {
        // given
        String url = simulator.baseUrl() + "/rest/api/user/current";

        // when
        JsonNode known = json(client.get(url, simulator.personalAccessToken()));
        JsonNode anonymous = json(client.getAnonymously(url));

        // then
        assertThat(known.get("type").asText()).isEqualTo("known");
        assertThat(anonymous.get("type").asText()).isEqualTo("anonymous");
    }

    @Test
    void shouldReadSpaceByKey() {
        // when
        JsonNode space = json(find("/space/HR"));
        int missing = find("/space/OLD").statusCode();

        // then
        assertThat(space.get("id").asText()).isEqualTo(people.id());
        assertThat(missing).isEqualTo(404);
    }

    @Test
    @DisplayName("An unknown space key in a query finds nothing, or fails where the switch says so (API facts 9.3)")
    void shouldFailOnUnknownSpaceKeyWhenToldTo() {
        // when
        HttpResponse<String> byDefault = find(search("space = \"OLD\" AND label = \"kb-sync\""));
        simulator.unknownSpaceKeyFails(true);
        HttpResponse<String> switched = find(search("space = \"OLD\" AND label = \"kb-sync\""));
        HttpResponse<String> known = find(search("space = \"HR\""));

        // then
        assertThat(ids(json(byDefault))).isEmpty();
        assertThat(switched.statusCode()).isEqualTo(500);
        assertThat(known.statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("Credentials for the anonymous manifest are a violation (P2)")
    void shouldNoteCredentialsSentForManifest() {
        // when
        get("/rest/applinks/1.0/manifest");

        // then
        assertThat(simulator.violations()).containsExactly("credentials sent for the manifest, which is anonymous");
    }

    @Test
    @DisplayName("_links.base may name another address than the one the server is reached at (API facts 9.1)")
    void shouldClaimTheAddressItWasToldToClaim() {
        // given
        String claimed = "https://wiki.example.org/wiki";
        try (ConfluenceSimulator proxied = ConfluenceSimulator.dataCenter("/wiki", claimed, "m-1")) {
            // when
            JsonNode answer = json(client.get(proxied.baseUrl() + "/rest/api" + search("type = page"),
                    proxied.personalAccessToken()));

            // then
            assertThat(answer.at("/_links/base").asText()).isEqualTo(claimed);
            assertThat(proxied.manifestId()).isEqualTo("m-1");
        }
    }

    @Test
    @DisplayName("The oracle takes global spaces only, and the web URLs of Data Center (P4)")
    void shouldSelectFromGlobalSpacesOnly() {
        // given
        SimAttachment attachment = attachment();
        simulator.page(simulator.space("MKT", "Marketing", "collaboration"), "Brand", "<p/>", "kb-sync");
        String pageId = attachment.content().id();

        // when
        List<SelectedItem> items = simulator.selected("kb-sync", "kb-tree");

        // then
        assertThat(items).extracting(SelectedItem::itemId).containsExactly(pageId, pageId + "::" + attachment.id());
        assertThat(items).extracting(SelectedItem::webUrl).containsExactly(
                simulator.baseUrl() + "/pages/viewpage.action?pageId=" + pageId,
                simulator.baseUrl() + "/pages/viewpageattachments.action?pageId=" + pageId + "&preview=%2F" + pageId
                        + "%2F" + attachment.id() + "%2Frates%202026.txt");
    }

    @Test
    @DisplayName("Attachment ids may have a prefix here too, and web URLs keep it (API facts 9.4)")
    void shouldGivePrefixedAttachmentIdsWhenToldTo() {
        // given
        simulator.attachmentIdPrefix("att");
        SimAttachment attachment = attachment();
        String pageId = attachment.content().id();

        // when
        List<String> listed = ids(json(find("/content/" + pageId + "/child/attachment")));
        String webUrl = simulator.selected("kb-sync", "kb-tree").get(1).webUrl();

        // then
        assertThat(listed).containsExactly(attachment.id());
        assertThat(attachment.id()).startsWith("att");
        assertThat(webUrl).contains("&preview=%2F" + pageId + "%2F" + attachment.id() + "%2F");
    }
}
