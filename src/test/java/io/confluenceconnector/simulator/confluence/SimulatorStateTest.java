package io.confluenceconnector.simulator.confluence;

import static io.confluenceconnector.simulator.confluence.Client.ids;
import static io.confluenceconnector.simulator.confluence.Client.json;
import static io.confluenceconnector.simulator.confluence.Client.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.confluenceconnector.simulator.confluence.SelectedItem.Kind;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Changes of the content, the index that lags behind them, and the oracle that does not. */
class SimulatorStateTest {

    private ConfluenceSimulator simulator;
    private Client client;
    private String token;
    private SimSpace people;
    private SimSpace marketing;

    @BeforeEach
    void start() {
        simulator = ConfluenceSimulator.cloud();
        client = new Client(simulator);
        token = client.cloudToken();
        people = simulator.space("HR", "People", "global");
        marketing = simulator.space("MKT", "Marketing", "collaboration");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private JsonNode find(String cql, String expand) {
        return json(client.get(client.v1(search(cql) + expand), token));
    }

    private List<String> find(String cql) {
        return ids(find(cql + " ORDER BY id", ""));
    }

    private List<String> selected() {
        return simulator.selected("kb-sync", "kb-tree").stream().map(SelectedItem::itemId).toList();
    }

    @Test
    @DisplayName("An edit makes a new version with a later time (P7)")
    void shouldMakeNewVersionOnEdit() {
        // given
        SimContent page = simulator.page(people, "Travel", "<p>1</p>", "kb-sync");
        JsonNode before = find("id = " + page.id(), "&expand=version").at("/results/0/version");

        // when
        simulator.edit(page, "Travel policy", "<p>2</p>");
        JsonNode hit = find("id = " + page.id(), "&expand=version,body.storage").at("/results/0");

        // then
        assertThat(hit.get("title").asText()).isEqualTo("Travel policy");
        assertThat(hit.at("/body/storage/value").asText()).isEqualTo("<p>2</p>");
        assertThat(hit.at("/version/number").asInt()).isEqualTo(2);
        assertThat(Instant.parse(hit.at("/version/when").asText()))
                .isAfter(Instant.parse(before.get("when").asText()));
    }

    @Test
    @DisplayName("Labels do not touch the version (B91)")
    void shouldKeepVersionWhenLabelsChange() {
        // given
        SimContent page = simulator.page(people, "Travel", "<p/>", "kb-sync");
        JsonNode before = find("id = " + page.id(), "&expand=version").at("/results/0/version");

        // when
        simulator.label(page, "Travel");
        simulator.unlabel(page, "kb-sync");
        JsonNode after = find("label = travel AND label != \"kb-sync\"", "&expand=version").at("/results/0/version");

        // then
        assertThat(after).isEqualTo(before);
    }

    @Test
    @DisplayName("A label query means global labels (B90)")
    void shouldFindGlobalLabelsOnly() {
        // given
        SimContent page = simulator.page(people, "Travel", "<p/>");
        simulator.label(page, "my", "kb-sync");

        // when
        List<String> found = find("label = \"kb-sync\"");
        JsonNode label = find("id = " + page.id(), "&expand=metadata.labels")
                .at("/results/0/metadata/labels/results/0");

        // then
        assertThat(found).isEmpty();
        assertThat(selected()).isEmpty();
        assertThat(label.get("prefix").asText()).isEqualTo("my");
        assertThat(label.get("label").asText()).isEqualTo("my:kb-sync");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "a:b", "what?", "", "a@b"})
    void shouldRefuseLabelsThatConfluenceDoesNotStore(String name) {
        // given
        SimContent page = simulator.page(people, "Travel", "<p/>");

        // when
        Throwable refusal = catchThrowable(() -> simulator.label(page, name));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Descendants at any depth are found, below a folder too (B47)")
    void shouldFindDescendantsBelowFolder() {
        // given
        SimContent folder = simulator.bodiless("folder", people, "Policies", "kb-tree");
        SimContent child = simulator.page(folder, "Travel", "<p/>");
        SimContent grandchild = simulator.page(child, "Rates", "<p/>");

        // when
        List<String> descendants = find("ancestor = " + folder.id());

        // then
        assertThat(descendants).containsExactly(child.id(), grandchild.id());
        assertThat(selected()).containsExactly(child.id(), grandchild.id());
    }

    @Test
    void shouldMoveWholeTreeToAnotherSpace() {
        // given
        SimContent root = simulator.page(people, "Root", "<p/>", "kb-tree");
        SimContent child = simulator.page(root, "Child", "<p/>");
        SimContent grandchild = simulator.page(child, "Grandchild", "<p/>");

        // when
        simulator.move(child, marketing);

        // then
        assertThat(find("space = MKT")).containsExactly(child.id(), grandchild.id());
        assertThat(find("ancestor = " + root.id())).isEmpty();
        assertThat(selected()).containsExactly(root.id());
    }

    @Test
    void shouldRefuseToMoveContentBelowItself() {
        // given
        SimContent root = simulator.page(people, "Root", "<p/>");
        SimContent child = simulator.page(root, "Child", "<p/>");

        // when
        Throwable refusal = catchThrowable(() -> simulator.move(root, child));

        // then
        assertThat(refusal).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("Trashed, archived, draft and restricted content is not found (P4)")
    void shouldLeaveOutWhatIsNotCurrentOrNotVisible() {
        // given
        SimContent kept = simulator.page(people, "Kept", "<p/>", "kb-sync");
        simulator.trash(simulator.page(people, "Trashed", "<p/>", "kb-sync"));
        simulator.archive(simulator.page(people, "Archived", "<p/>", "kb-sync"));
        simulator.status(simulator.page(people, "Draft", "<p/>", "kb-sync"), "draft");
        simulator.restrict(simulator.page(people, "Restricted", "<p/>", "kb-sync"), true);
        simulator.purge(simulator.page(people, "Purged", "<p/>", "kb-sync"));

        // when
        List<String> found = find("label = \"kb-sync\"");

        // then
        assertThat(found).containsExactly(kept.id());
        assertThat(selected()).containsExactly(kept.id());
    }

    @Test
    void shouldMoveChildrenUpWhenTheirParentIsTrashedAndBringItBackAlone() {
        // given
        SimContent root = simulator.page(people, "Root", "<p/>");
        SimContent parent = simulator.page(root, "Parent", "<p/>", "kb-tree");
        SimContent child = simulator.page(parent, "Child", "<p/>");

        // when
        simulator.trash(parent);
        List<String> belowRoot = find("ancestor = " + root.id());
        simulator.restore(parent);

        // then
        assertThat(belowRoot).containsExactly(child.id());
        assertThat(selected()).containsExactly(parent.id());
    }

    @Test
    void shouldServeWhileContentChanges() {
        // given
        simulator.page(people, "First", "<p/>", "kb-sync");

        // when
        List<CompletableFuture<Void>> changes = IntStream.range(0, 4).mapToObj(thread ->
                CompletableFuture.runAsync(() -> IntStream.range(0, 50).forEach(i -> {
                    SimContent page = simulator.page(people, "P " + thread + " " + i, "<p/>", "kb-sync");
                    simulator.attach(page, "a.txt", "text/plain", new byte[1]);
                    simulator.edit(page, "<p>2</p>");
                    find("label = \"kb-sync\"");
                }))).toList();
        changes.forEach(CompletableFuture::join);

        // then
        assertThat(simulator.violations()).isEmpty();
        assertThat(ids(find("label = \"kb-sync\"", "&limit=500"))).hasSize(201);
        assertThat(selected()).hasSize(401);
    }

    @Test
    void shouldRemoveSpaceWithAllItHolds() {
        // given
        SimContent page = simulator.page(marketing, "Brand", "<p/>", "kb-sync");
        simulator.comment(page, "Nice.");
        simulator.attach(page, "logo.png", "image/png", new byte[3]);

        // when
        simulator.removeSpace(marketing);

        // then
        assertThat(find("type IN (page, comment, attachment)")).isEmpty();
        assertThat(selected()).isEmpty();
    }

    @Test
    @DisplayName("A frozen index goes on answering from the past; direct reads do not (API facts 9.6)")
    void shouldAnswerFromThePastWhileIndexIsFrozen() {
        // given
        SimContent page = simulator.page(people, "Travel", "<p/>", "kb-sync");
        simulator.freezeIndex();

        // when
        simulator.unlabel(page, "kb-sync");
        simulator.page(people, "New", "<p/>", "kb-sync");
        List<String> frozen = find("label = \"kb-sync\"");
        simulator.trash(page);
        List<String> stale = find("label = \"kb-sync\"");
        simulator.thawIndex();
        List<String> thawed = find("label = \"kb-sync\"");

        // then
        assertThat(frozen).containsExactly(page.id());
        assertThat(stale).isEmpty();
        assertThat(thawed).hasSize(1).doesNotContain(page.id());
    }

    @Test
    void shouldLosePageFromIndexAndFindItAgain() {
        // given
        SimContent page = simulator.page(people, "Travel", "<p/>", "kb-sync");

        // when
        simulator.hideFromIndex(page.id());
        List<String> hidden = find("label = \"kb-sync\"");
        simulator.showInIndex(page.id());
        List<String> shown = find("label = \"kb-sync\"");

        // then
        assertThat(hidden).isEmpty();
        assertThat(shown).containsExactly(page.id());
        assertThat(selected()).containsExactly(page.id());
    }

    @Test
    @DisplayName("The oracle tells everything that the knowledge base must hold (P4, P5, P10)")
    void shouldDescribeSelectedPageAndItsAttachments() throws Exception {
        // given
        SimContent page = simulator.page(people, "Größe & more", "<p>é</p>", "kb-sync", "zeta", "alpha");
        simulator.label(page, "team", "hidden");
        SimAttachment file = simulator.attach(page, "a b.txt", "text/plain", "abc".getBytes());
        simulator.archiveAttachment(simulator.attach(page, "old.txt", "text/plain", new byte[1]));

        // when
        List<SelectedItem> items = simulator.selected("kb-sync", "kb-tree");

        // then
        assertThat(items).containsExactly(
                new SelectedItem(Kind.PAGE, people.id(), "HR", "People", page.id(), Optional.empty(), "Größe & more",
                        List.of("alpha", "zeta"), "2026-01-05T08:01:01.121Z", Optional.of("text/html"), 9,
                        sha256("<p>é</p>"), simulator.baseUrl() + "/wiki/spaces/HR/pages/" + page.id()
                                + "/Gr%C3%B6%C3%9Fe+%26+more"),
                new SelectedItem(Kind.ATTACHMENT, people.id(), "HR", "People", page.id(), Optional.of(file.id()),
                        "a b.txt", List.of(), "2026-01-05T08:02:02.128Z", Optional.of("text/plain"), 3, sha256("abc"),
                        simulator.baseUrl() + "/wiki/pages/viewpageattachments.action?pageId=" + page.id()
                                + "&preview=%2F" + page.id() + "%2F" + file.id().substring(3) + "%2Fa%20b.txt"));
        assertThat(items.get(1).itemId()).isEqualTo(page.id() + "::" + file.id());
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void shouldServeOldRevisionByNumberAndNewOneByDefault() {
        // given
        SimContent page = simulator.page(people, "Travel", "<p/>", "kb-sync");
        SimAttachment file = simulator.attach(page, "a.txt", "text/plain", "old".getBytes());
        simulator.replaceAttachment(file, "newer".getBytes());
        String path = client.v1("/content/" + page.id() + "/child/attachment/" + file.id() + "/download");

        // when
        String latest = client.getAnonymously(location(path)).body();
        String first = client.getAnonymously(location(path + "?version=1")).body();

        // then
        assertThat(latest).isEqualTo("newer");
        assertThat(first).isEqualTo("old");
    }

    private String location(String path) {
        return client.get(path, token).headers().firstValue("Location").orElseThrow();
    }

    @Test
    @DisplayName("Media type and size may be missing (B60, B61)")
    void shouldLeaveOutWhatIsNotDeclared() {
        // given
        SimContent page = simulator.page(people, "Travel", "<p/>", "kb-sync");
        SimAttachment file = simulator.attach(page, "scan.PDF", "application/pdf", new byte[9]);

        // when
        simulator.declareMediaType(file, Optional.empty());
        simulator.declareSize(file, OptionalLong.empty());
        JsonNode listed = json(client.get(client.v2("/pages/" + page.id() + "/attachments"), token)).at("/results/0");

        // then
        assertThat(listed.has("mediaType")).isFalse();
        assertThat(listed.has("fileSize")).isFalse();
    }

    @Test
    @DisplayName("A gigabyte is served without being held (S17)")
    void shouldStreamGeneratedAttachment() throws Exception {
        // given
        long size = 64L * 1024 * 1024 + 3;
        SimContent page = simulator.page(people, "Video", "<p/>", "kb-sync");
        SimAttachment file = simulator.attachGenerated(page, "film.mp4", "video/mp4", size);
        String location = location(client.v1("/content/" + page.id() + "/child/attachment/" + file.id() + "/download"));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");

        // when
        long read;
        try (InputStream body = new DigestInputStream(HttpClient.newHttpClient().send(
                client.request(location).build(), BodyHandlers.ofInputStream()).body(), digest)) {
            read = body.transferTo(OutputStream.nullOutputStream());
        }

        // then
        assertThat(read).isEqualTo(size);
        assertThat(simulator.selected("kb-sync", "kb-tree").get(1).sha256())
                .isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void shouldFollowClockWithStrictlyIncreasingTimes() {
        // given
        Instant fixed = Instant.parse("2026-06-01T00:00:00Z");
        simulator.clock(Clock.fixed(fixed, ZoneOffset.UTC));
        IntStream.range(0, 3).forEach(i -> simulator.page(people, "P" + i, "<p/>", "kb-sync"));

        // when
        List<String> times =
                simulator.selected("kb-sync", "kb-tree").stream().map(SelectedItem::versionTimestamp).toList();

        // then
        assertThat(times).containsExactly(
                "2026-06-01T00:00:00.000Z", "2026-06-01T00:00:00.001Z", "2026-06-01T00:00:00.002Z");
    }

    @Test
    @DisplayName("Only global and collaboration spaces count (P4)")
    void shouldSelectByTypeOfSpace() {
        // given
        SimContent inCollaboration = simulator.page(marketing, "Brand", "<p/>", "kb-sync");
        simulator.page(simulator.space("~me", "Mine", "personal"), "Notes", "<p/>", "kb-sync");

        // when
        List<String> onCloud = selected();

        // then
        assertThat(onCloud).containsExactly(inCollaboration.id());
    }
}
