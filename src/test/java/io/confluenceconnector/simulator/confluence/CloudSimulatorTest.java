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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** The Cloud side of the simulator against the Confluence API facts, sections 1 to 8. */
class CloudSimulatorTest {

    private static final String SELECTION =
            "(label = \"kb-sync\" OR label = \"kb-tree\") AND space.type IN (global, collaboration)"
                    + " AND type != attachment ORDER BY id";

    private ConfluenceSimulator simulator;
    private Client client;
    private SimSpace people;

    @BeforeEach
    void start() {
        simulator = ConfluenceSimulator.cloud();
        client = new Client(simulator);
        people = simulator.space("HR", "People", "global");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void pages(int count) {
        IntStream.range(0, count).forEach(i -> simulator.page(people, "Page " + i, "<p>" + i + "</p>", "kb-sync"));
    }

    private SimContent pageWithAttachments(int count) {
        SimContent page = simulator.page(people, "Rates", "<p>Rates.</p>", "kb-sync");
        IntStream.range(0, count).forEach(i ->
                simulator.attach(page, "rate " + i + ".txt", "text/plain", new byte[] {(byte) i}));
        return page;
    }

    @Test
    void shouldServeLabelledPageWithItsExpansions() {
        // given
        SimContent root = simulator.page(people, "Handbook", "<p>Start.</p>");
        SimContent page = simulator.page(root, "Travel policy", "<p>Book early.</p>", "kb-sync", "travel");

        // when
        JsonNode hit = json(client.get(client.v1(search(SELECTION)
                + "&expand=body.storage,version,space,metadata.labels,ancestors"), client.cloudToken()))
                .at("/results/0");

        // then
        assertThat(hit.get("id").asText()).isEqualTo(page.id());
        assertThat(hit.at("/body/storage/value").asText()).isEqualTo("<p>Book early.</p>");
        assertThat(hit.at("/version/when").asText()).matches("2026-01-05T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(hit.at("/space/key").asText()).isEqualTo("HR");
        assertThat(hit.at("/space/id").isNumber()).isTrue();
        assertThat(hit.at("/metadata/labels/results")).extracting(label -> label.get("name").asText())
                .containsExactly("kb-sync", "travel");
        assertThat(hit.at("/ancestors/0/id").asText()).isEqualTo(root.id());
        assertThat(hit.at("/_links/webui").asText())
                .isEqualTo("/spaces/HR/pages/" + page.id() + "/Travel+policy");
    }

    @Test
    void shouldLeaveOutWhatIsNotExpanded() {
        // given
        pages(1);

        // when
        JsonNode hit = json(client.get(client.v1(search(SELECTION)), client.cloudToken())).at("/results/0");

        // then
        assertThat(List.of("body", "version", "space", "metadata", "ancestors", "children"))
                .noneMatch(hit::has);
    }

    @DisplayName("Page sizes are capped by expansion whatever is asked, and the asked limit is echoed (B08)")
    @ParameterizedTest
    @CsvSource({"'&expand=body.storage',50", "'&expand=version',200", "'',1000"})
    void shouldCapPageSizeByExpansion(String expand, int cap) {
        // given
        pages(cap + 1);

        // when
        JsonNode answer =
                json(client.get(client.v1(search(SELECTION) + "&limit=5000" + expand), client.cloudToken()));

        // then
        assertThat(answer.get("results")).hasSize(cap);
        assertThat(answer.get("limit").asInt()).isEqualTo(5000);
        assertThat(answer.at("/_links/next").asText()).isNotEmpty();
    }

    @Test
    @DisplayName("start does not page on Cloud (B07)")
    void shouldIgnoreStart() {
        // given
        pages(4);
        String token = client.cloudToken();

        // when
        List<String> first = ids(json(client.get(client.v1(search(SELECTION) + "&limit=2"), token)));
        List<String> started = ids(json(client.get(client.v1(search(SELECTION) + "&limit=2&start=2"), token)));

        // then
        assertThat(started).isEqualTo(first);
    }

    @Test
    void shouldPageByCursorThroughLinksWithoutWiki() {
        // given
        pages(5);
        String token = client.cloudToken();
        JsonNode first = json(client.get(client.v1(search(SELECTION) + "&limit=2&expand=version,space"), token));

        // when
        List<List<String>> pages = client.cloudPages(search(SELECTION) + "&limit=2&expand=version,space", token);

        // then
        assertThat(first.at("/_links/next").asText())
                .startsWith("/rest/api/content/search?next=true&cursor=_f_").contains("expand=version%2Cspace");
        assertThat(first.at("/_links/base").asText()).isEqualTo(simulator.baseUrl() + "/wiki");
        assertThat(pages).extracting(List::size).containsExactly(2, 2, 1);
        assertThat(new HashSet<>(pages.stream().flatMap(List::stream).toList())).hasSize(5);
    }

    @Test
    @DisplayName("An empty page may come with more to follow (API facts 3.1)")
    void shouldServeEmptyPagesThatLeadOn() {
        // given
        pages(3);
        String token = client.cloudToken();
        simulator.emptySearchPages(2);

        // when
        List<List<String>> pages = client.cloudPages(search(SELECTION) + "&limit=2", token);

        // then
        assertThat(pages).extracting(List::size).containsExactly(0, 0, 2, 1);
    }

    @Test
    void shouldRefuseCursorThatItNeverGave() {
        // when
        HttpResponse<String> answer =
                client.get(client.v1(search(SELECTION) + "&cursor=nonsense"), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("A parameter given twice is refused (B06)")
    void shouldRefuseDuplicateParameter() {
        // when
        HttpResponse<String> answer = client.get(
                client.v1(search(SELECTION) + "&expand=version&expand=space"), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"label = ", "status = current", "label = kb-sync", "ancestor = abc", "space.type = team"})
    void shouldRefuseBadCqlInTheDocumentedShape(String cql) {
        // when
        HttpResponse<String> answer = client.get(client.v1(search(cql)), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("statusCode").asInt()).isEqualTo(400);
        assertThat(json(answer).at("/data/valid").asBoolean(true)).isFalse();
        assertThat(json(answer).get("message").asText()).contains("BadRequestException: Could not parse cql : " + cql);
    }

    @DisplayName("More than 2048 clauses break the back end (API facts 3.2)")
    @ParameterizedTest
    @CsvSource({"2048,200", "2049,500"})
    void shouldFailOnMoreThan2048Clauses(int clauses, int status) {
        // given
        String cql = "id%20IN%20(" + "1,".repeat(clauses - 1) + "2)";

        // when
        HttpResponse<String> answer = client.get(client.v1("/content/search?cql=" + cql), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body().contains("SSStatusCodeException")).isEqualTo(status == 500);
    }

    @Test
    @DisplayName("A URL longer than 8 KB is refused (B94)")
    void shouldRefuseUrlThatIsTooLong() {
        // given
        String cql = "id IN (" + "1540227,".repeat(1100) + "1)";

        // when
        HttpResponse<String> answer = client.get(client.v1(search(cql)), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(414);
    }

    @Test
    @DisplayName("Only 25 attachments are inlined, and their next link is a removed call (B55)")
    void shouldInlineAtMost25Attachments() {
        // given
        SimContent page = pageWithAttachments(26);
        String token = client.cloudToken();

        // when
        JsonNode inlined = json(client.get(client.v1(search(SELECTION)
                + "&expand=children.attachment.version,children.attachment.extensions"), token))
                .at("/results/0/children/attachment");
        HttpResponse<String> followed = client.get(
                client.v1(inlined.at("/_links/next").asText().replaceFirst("^/rest/api", "")), token);

        // then
        assertThat(inlined.get("results")).hasSize(25);
        assertThat(inlined.at("/results/0/extensions/fileSize").asLong()).isEqualTo(1);
        assertThat(inlined.at("/results/0/version/number").asInt()).isEqualTo(1);
        assertThat(inlined.at("/_links/next").asText())
                .isEqualTo("/rest/api/content/" + page.id() + "/child/attachment?limit=25&start=25");
        assertThat(followed.statusCode()).isEqualTo(410);
    }

    @DisplayName("Removed v1 calls answer 410 (B25)")
    @ParameterizedTest
    @ValueSource(strings = {"/content", "/content/1540227", "/content/1540227/child/attachment",
            "/content/1540227/child/page", "/content/1540227/label", "/space", "/space/HR"})
    void shouldAnswerGoneForRemovedCalls(String path) {
        // when
        HttpResponse<String> answer = client.get(client.v1(path), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(json(answer).get("message").asText()).endsWith("This deprecated endpoint has been removed.");
        assertThat(simulator.violations()).hasSize(1);
    }

    @Test
    void shouldListAttachmentsThroughV2WithLinksThatBeginWithWiki() {
        // given
        SimContent page = pageWithAttachments(30);
        String token = client.cloudToken();

        // when
        HttpResponse<String> first =
                client.get(client.v2("/pages/" + page.id() + "/attachments?limit=20&status=current"), token);
        String next = json(first).at("/_links/next").asText();
        JsonNode second = json(client.get(
                simulator.apiBaseUrl() + "/ex/confluence/" + simulator.cloudId() + next, token));

        // then
        assertThat(next).startsWith("/wiki/api/v2/pages/" + page.id() + "/attachments?limit=20&status=current&cursor=");
        assertThat(first.headers().firstValue("Link")).hasValueSatisfying(link -> assertThat(link).contains(next));
        assertThat(json(first).get("results")).hasSize(20);
        assertThat(second.get("results")).hasSize(10);
        assertThat(second.at("/_links/next").isMissingNode()).isTrue();
    }

    @Test
    @DisplayName("Archived attachments are listed unless only current ones are asked for (API facts 5.1)")
    void shouldListArchivedAttachmentsByDefault() {
        // given
        SimContent page = pageWithAttachments(1);
        simulator.archiveAttachment(simulator.attach(page, "old.txt", "text/plain", new byte[1]));
        simulator.trashAttachment(simulator.attach(page, "gone.txt", "text/plain", new byte[1]));
        String path = "/pages/" + page.id() + "/attachments";
        String token = client.cloudToken();

        // when
        JsonNode byDefault = json(client.get(client.v2(path), token));
        JsonNode current = json(client.get(client.v2(path + "?status=current"), token));

        // then
        assertThat(byDefault.get("results")).extracting(result -> result.get("status").asText())
                .containsExactly("current", "archived");
        assertThat(current.get("results")).hasSize(1);
    }

    @Test
    void shouldKnowBlogPostOnlyUnderItsOwnPath() {
        // given
        SimContent post = simulator.blogPost(people, "News", "<p>New.</p>", "kb-sync");
        simulator.attach(post, "a.txt", "text/plain", new byte[1]);
        String token = client.cloudToken();

        // when
        HttpResponse<String> asPage = client.get(client.v2("/pages/" + post.id() + "/attachments"), token);
        JsonNode asPost = json(client.get(client.v2("/blogposts/" + post.id() + "/attachments"), token));

        // then
        assertThat(asPage.statusCode()).isEqualTo(404);
        assertThat(json(asPage).at("/errors/0/code").asText()).isEqualTo("NOT_FOUND");
        assertThat(asPost.at("/results/0/blogPostId").asText()).isEqualTo(post.id());
    }

    @Test
    void shouldRefuseLimitAbove250InV2() {
        // given
        SimContent page = pageWithAttachments(1);

        // when
        HttpResponse<String> answer =
                client.get(client.v2("/pages/" + page.id() + "/attachments?limit=251"), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @Test
    @DisplayName("A download is redirected to a media host that serves the bytes without credentials (B52)")
    void shouldRedirectDownloadToMediaHost() {
        // given
        SimContent page = simulator.page(people, "Rates", "<p/>", "kb-sync");
        SimAttachment file = simulator.attach(page, "rates 2026.txt", "text/plain",
                "rates".getBytes(StandardCharsets.UTF_8));

        // when
        HttpResponse<String> redirect = client.get(client.v1("/content/" + page.id() + "/child/attachment/"
                + file.id() + "/download"), client.cloudToken());
        String location = redirect.headers().firstValue("Location").orElseThrow();
        HttpResponse<String> download = client.getAnonymously(location);

        // then
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(location).doesNotStartWith(simulator.apiBaseUrl()).doesNotStartWith(simulator.baseUrl());
        assertThat(download.statusCode()).isEqualTo(200);
        assertThat(download.body()).isEqualTo("rates");
        assertThat(download.headers().firstValue("Content-Length")).contains("5");
        assertThat(simulator.violations()).isEmpty();
    }

    @Test
    @DisplayName("The media host refuses a credential of Confluence (S5)")
    void shouldRefuseAuthorizationAtMediaHost() {
        // given
        SimContent page = simulator.page(people, "Rates", "<p/>", "kb-sync");
        SimAttachment file = simulator.attach(page, "a.txt", "text/plain", new byte[1]);
        String token = client.cloudToken();
        String location = client.get(client.v1("/content/" + page.id() + "/child/attachment/" + file.id()
                + "/download"), token).headers().firstValue("Location").orElseThrow();

        // when
        HttpResponse<String> answer = client.get(location, token);

        // then
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(simulator.violations()).containsExactly("Authorization header at the media host");
    }

    @Test
    @DisplayName("The servlet's download path is dead for tokens (B52)")
    void shouldRefuseServletDownload() {
        // when
        HttpResponse<String> answer = client.get(simulator.apiBaseUrl() + "/ex/confluence/" + simulator.cloudId()
                + "/wiki/download/attachments/1540227/rates.pdf?version=1&api=v2", client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(simulator.violations()).hasSize(1);
    }

    @Test
    @DisplayName("The site host refuses tokens (B27)")
    void shouldRefuseTokenAtSiteHost() {
        // when
        HttpResponse<String> answer =
                client.get(simulator.baseUrl() + "/wiki/rest/api" + search(SELECTION), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(simulator.violations()).hasSize(1);
    }

    @Test
    void shouldTellCloudIdWithoutAuthentication() {
        // when
        HttpResponse<String> answer = client.getAnonymously(simulator.baseUrl() + "/_edge/tenant_info");

        // then
        assertThat(json(answer).get("cloudId").asText()).isEqualTo(simulator.cloudId());
    }

    @Test
    @DisplayName("A missing scope is a 401 of its own kind (B28)")
    void shouldTellMissingScopeFromBadToken() {
        // given
        SimContent page = pageWithAttachments(1);
        String url = client.v2("/pages/" + page.id() + "/labels");

        // when
        HttpResponse<String> scopeMissing = client.get(url, client.cloudToken());
        HttpResponse<String> badToken = client.get(url, "no-such-token");

        // then
        assertThat(scopeMissing.statusCode()).isEqualTo(401);
        assertThat(scopeMissing.headers().firstValue("X-Failure-Category")).contains("FAILURE_CLIENT_SCOPE_CHECK");
        assertThat(json(scopeMissing).get("message").asText()).isEqualTo("Unauthorized; scope does not match");
        assertThat(badToken.statusCode()).isEqualTo(401);
        assertThat(badToken.headers().firstValue("X-Failure-Category")).isEmpty();
    }

    @Test
    void shouldReadPagesPastTheIndexWhenTheScopeIsGranted() {
        // given
        simulator.grantScopes(Set.of("search:confluence", "read:page:confluence"));
        SimContent page = simulator.page(people, "Hidden", "<p/>", "kb-sync");
        simulator.hideFromIndex(page.id());
        String token = client.cloudToken();

        // when
        JsonNode found = json(client.get(client.v1(search(SELECTION)), token));
        JsonNode read = json(client.get(client.v2("/pages?id=" + page.id() + ",1&status=current"), token));
        JsonNode labels = json(client.get(client.v2("/pages/" + page.id() + "/labels"), token));

        // then
        assertThat(found.get("results")).isEmpty();
        assertThat(ids(read)).containsExactly(page.id());
        assertThat(read.at("/results/0/spaceId").asText()).isEqualTo(people.id());
        assertThat(labels.at("/results/0/name").asText()).isEqualTo("kb-sync");
    }

    @Test
    void shouldAnswerNotFoundForForeignCloudId() {
        // when
        HttpResponse<String> answer = client.get(
                client.v1(search(SELECTION)).replace(simulator.cloudId(), "another"), client.cloudToken());

        // then
        assertThat(answer.statusCode()).isEqualTo(404);
    }

    @Test
    void shouldReadAttachmentByIdWithAndWithoutPrefix() {
        // given
        SimContent page = pageWithAttachments(1);
        SimAttachment file = simulator.attach(page, "plan.pdf", "application/pdf", new byte[7]);
        String token = client.cloudToken();

        // when
        JsonNode withPrefix = json(client.get(client.v2("/attachments/" + file.id()), token));
        JsonNode without = json(client.get(client.v2("/attachments/" + file.id().substring(3)), token));
        simulator.removeAttachment(file);
        int removed = client.get(client.v2("/attachments/" + file.id()), token).statusCode();

        // then
        assertThat(withPrefix.get("fileSize").asLong()).isEqualTo(7);
        assertThat(withPrefix.get("pageId").asText()).isEqualTo(page.id());
        assertThat(without).isEqualTo(withPrefix);
        assertThat(removed).isEqualTo(404);
    }

    @Test
    void shouldReadSpacesByKeyAndByIdWhenTheScopeIsGranted() {
        // given
        simulator.grantScopes(Set.of("read:space:confluence"));
        SimSpace marketing = simulator.space("MKT", "Marketing", "collaboration");
        String token = client.cloudToken();

        // when
        JsonNode byKey = json(client.get(client.v2("/spaces?keys=MKT,NONE"), token));
        JsonNode byId = json(client.get(client.v2("/spaces?ids=" + people.id()), token));
        simulator.removeSpace(marketing);
        JsonNode removed = json(client.get(client.v2("/spaces?keys=MKT"), token));

        // then
        assertThat(byKey.get("results")).extracting(space -> space.get("key").asText()).containsExactly("MKT");
        assertThat(byKey.at("/results/0/type").asText()).isEqualTo("collaboration");
        assertThat(ids(byId)).containsExactly(people.id());
        assertThat(removed.get("results")).isEmpty();
    }

    @Test
    void shouldLeaveArchivedSpacesOutOfSearchUnlessAskedForThem() {
        // given (API facts 3, 10)
        SimContent page = simulator.page(people, "Policy", "<p>a</p>");
        simulator.archiveSpace(people);
        String address = client.v1(search("id = " + page.id()) + "&expand=space");
        String token = client.cloudToken();

        // when
        JsonNode byDefault = json(client.get(address, token));
        JsonNode askedFor = json(client.get(address + "&includeArchivedSpaces=true", token));

        // then
        assertThat(byDefault.get("results")).isEmpty();
        assertThat(askedFor.at("/results/0/space/status").asText()).isEqualTo("archived");
    }

    @Test
    void shouldAnswerPageByIdOnlyWhileItIsCurrentOrArchived() {
        // given
        simulator.grantScopes(Set.of("read:page:confluence"));
        SimContent archived = simulator.page(people, "Archived", "<p>a</p>");
        SimContent trashed = simulator.page(people, "Trashed", "<p>t</p>");
        simulator.archive(archived);
        simulator.trash(trashed);
        String token = client.cloudToken();

        // when
        HttpResponse<String> archivedPage =
                client.get(client.v2("/pages/" + archived.id() + "?body-format=storage"), token);
        HttpResponse<String> trashedPage = client.get(client.v2("/pages/" + trashed.id()), token);
        HttpResponse<String> askedFor = client.get(client.v2("/pages/" + trashed.id() + "?status=trashed"), token);

        // then
        assertThat(json(archivedPage).get("status").asText()).isEqualTo("archived");
        assertThat(json(archivedPage).at("/body/storage/value").asText()).isEqualTo("<p>a</p>");
        assertThat(trashedPage.statusCode()).isEqualTo(404);
        assertThat(json(askedFor).get("status").asText()).isEqualTo("trashed");
    }

    @Test
    void shouldTakeAtMost250IdsInV2() {
        // given
        simulator.grantScopes(Set.of("read:page:confluence"));
        String token = client.cloudToken();

        // when
        int few = client.get(client.v2("/pages?id=" + "1,".repeat(249) + "2"), token).statusCode();
        int many = client.get(client.v2("/pages?id=" + "1,".repeat(250) + "2"), token).statusCode();

        // then
        assertThat(few).isEqualTo(200);
        assertThat(many).isEqualTo(400);
    }

    @Test
    @DisplayName("Comments and labelled attachments are found unless a query leaves them out (API facts 10)")
    void shouldFindCommentsAndAttachmentsBelowPage() {
        // given
        SimContent root = simulator.page(people, "Root", "<p/>");
        SimContent child = simulator.page(root, "Child", "<p/>");
        SimContent comment = simulator.comment(child, "Nice.");
        SimAttachment file = simulator.attach(child, "a.txt", "text/plain", new byte[1]);
        simulator.label(file, "kb-sync");
        String token = client.cloudToken();

        // when
        JsonNode below = json(client.get(client.v1(search("ancestor = " + root.id() + " ORDER BY id")), token));
        JsonNode labelled = json(client.get(client.v1(search("label = \"kb-sync\"")), token));
        JsonNode pagesOnly = json(client.get(
                client.v1(search("ancestor = " + root.id() + " AND type IN (page, blogpost)")), token));

        // then
        assertThat(ids(below)).containsExactly(child.id(), comment.id(), file.id());
        assertThat(ids(labelled)).containsExactly(file.id());
        assertThat(ids(pagesOnly)).containsExactly(child.id());
    }

    @Test
    @DisplayName("Without ORDER BY the order changes with the content (API facts 10)")
    void shouldHaveNoStableOrderUnlessAskedFor() {
        // given
        pages(20);
        String token = client.cloudToken();
        String unordered = search("label = \"kb-sync\"");

        // when
        List<String> before = ids(json(client.get(client.v1(unordered), token)));
        simulator.page(people, "Other", "<p/>");
        List<String> after = ids(json(client.get(client.v1(unordered), token)));

        // then
        assertThat(after).containsExactlyInAnyOrderElementsOf(before).isNotEqualTo(before);
    }
}
