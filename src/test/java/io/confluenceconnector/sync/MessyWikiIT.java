package io.confluenceconnector.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever people have put into their wiki arrives complete and letter by letter (P4, P5, P10). */
class MessyWikiIT {

    /** Names that are hard on URLs, file systems, logs or eyes. */
    private static final List<String> NAMES = List.of(
            "..%2f..%2fetc%2fpasswd", "100 % sure %zz %", "%25 %20 already", "back\\slash\\", "\"double\" 'single' `back`",
            "tab\there", "new\nline", "carriage\r\nreturn", "a?b#c;d&e=f+g", "{curly} [square] <angle> |pipe| ^caret",
            "u\u0308ber", "\u00fcber", "\u202Egnp.live\u202C", "\u200F\u05e9\u05dc\u05d5\u05dd", "zero\u200Bwidth",
            "👨‍👩‍👧 plan 🇨🇭", "日本語 Ελληνικά", "  blanks  ", "CON", "..", "-rf",
            "${jndi:x} ${body} {{property}} $1",
            "x".repeat(251), "ü".repeat(251), "🙂".repeat(125));

    private static SimSpace space(TenantFixture tenant) {
        return tenant.confluence.space("DOC", "Documentation", "global");
    }

    private static Fault rewrittenRecords(Consumer<ObjectNode> change) {
        return Fault.rewriteJson(answer -> {
            for (JsonNode record : answer.path("results")) {
                change.accept((ObjectNode) record);
            }
            return answer;
        });
    }

    /** P4, B47: what has no body is passed over, and what lies beneath it is found. */
    @Test
    void shouldFindPagesBeneathEveryTypeOfCloud() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimContent tree = tenant.confluence.page(space(tenant), "Tree", "<p>tree</p>", ALL);
            SimContent above = tree;
            for (String type : List.of("folder", "whiteboard", "database", "embed", "ac:my.app:custom")) {
                above = tenant.confluence.bodiless(type, above, "A " + type);
                tenant.confluence.page(above, "Beneath " + type, "<p>" + type + "</p>");
            }
            tenant.confluence.makeLive(tenant.confluence.page(above, "Live", "<p>live</p>"));
            tenant.confluence.comment(tree, "A comment");
            SimContent labelledFolder = tenant.confluence.bodiless("folder", tree.space(), "Labelled folder", ALL);
            tenant.confluence.page(labelledFolder, "In a labelled folder", "<p>found</p>");
            tenant.confluence.bodiless("whiteboard", tree.space(), "Labelled whiteboard", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(8);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P4: comments and custom content of Data Center. */
    @Test
    void shouldTakePagesAndBlogPostsOfDataCenterOnly() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimSpace space = space(tenant);
            SimContent tree = tenant.confluence.page(space, "Tree", "<p>tree</p>", ALL);
            tenant.confluence.comment(tree, "A comment");
            tenant.confluence.page(tenant.confluence.bodiless("ac:my.app:custom", tree, "Custom"), "Beneath", "<p>found</p>");
            tenant.confluence.blogPost(space, "News", "<p>news</p>", SINGLE);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(3);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P5, B55: more than is inlined, than one answer of v1 holds, than four of them hold; archived ones stay out. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldTakeAllAttachmentsOfAPageAndNoArchivedOne(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            for (int count : new int[] {26, 201, 1001}) {
                SimContent page = tenant.confluence.page(space, count + " files", "<p>many</p>", SINGLE);
                for (int i = 0; i < count; i++) {
                    tenant.confluence.attach(page, i + ".txt", "text/plain", bytes(count + "/" + i));
                }
                tenant.confluence.archiveAttachment(tenant.confluence.attach(page, "old.txt", "text/plain", bytes("old")));
            }

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_INGESTED)).isEqualTo(1228);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P5: titles and file names arrive as they are, and lead to the right bytes. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepEveryNameLetterByLetter(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            SimContent page = tenant.confluence.page(space, "Page", "<p>page</p>", SINGLE);
            NAMES.forEach(name -> tenant.confluence.page(space, name, "<p>page</p>", SINGLE));
            Stream<String> slashes = setup.isCloud() ? Stream.of("a/b", "../up", "/etc") : Stream.empty();
            Stream.concat(NAMES.stream(), slashes).forEach(name ->
                    tenant.confluence.attach(page, name + ".pdf", "application/pdf", bytes("bytes of " + name)));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failedItems()).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P5, B54: a link is encoded where it must be, and nowhere twice. */
    @ParameterizedTest
    @ValueSource(strings = {"%s/my plan.pdf", "%s/my%%20plan.pdf", "%s/my+plan.pdf", "/confluence%s/my%%20plan.pdf"})
    void shouldFollowDownloadLinksWithSpacesAndEncodedParts(String form) {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", "<p>page</p>", SINGLE);
            String name = form.contains("+") ? "my+plan.pdf" : "my plan.pdf";
            tenant.confluence.attach(page, name, "application/pdf", bytes("plan"));
            tenant.confluence.fault("/rest/api/content/search", FOR_EVER, rewrittenRecords(record -> {
                record.path("children").path("attachment").path("results").forEach(attachment -> {
                    ObjectNode links = (ObjectNode) attachment.path("_links");
                    String query = links.path("download").asText().split("\\?")[1];
                    links.put("download", form.formatted("/download/attachments/" + page.id()) + "?" + query);
                });
            }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_INGESTED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P5, B60, B61: what uploaders and importers leave out. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldTakeAttachmentsThatSayLittleOfThemselves(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent page = tenant.confluence.page(space(tenant), "Page", "<p>page</p>", SINGLE);
            List<SimAttachment> files = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                files.add(tenant.confluence.attach(page, i + ".pdf", "application/pdf", bytes("file " + i)));
            }
            tenant.confluence.declareMediaType(files.get(0), Optional.empty());
            tenant.confluence.declareMediaType(files.get(1), Optional.of("APPLICATION/PDF; charset=binary; q=1"));
            tenant.confluence.declareSize(files.get(2), OptionalLong.empty());
            tenant.confluence.attach(page, "zero.pdf", "application/pdf", new byte[0]);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_INGESTED)).isEqualTo(4);
            assertThat(report.total(Count.ATTACHMENTS_SKIPPED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P10: a page whose body breaks every answer that holds it costs itself alone. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldReportThePageWhoseBodyCannotBeExpanded(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            List<SimContent> pages = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                pages.add(tenant.confluence.page(space, "Page " + i, "<p>" + i + "</p>", SINGLE));
            }
            SimContent broken = pages.get(7);
            tenant.confluence.fault(request -> request.parameter("cql").orElse("").startsWith("id in")
                    && request.parameter("cql").orElse("").contains(broken.id()), FOR_EVER, Fault.status(500));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(report.failures()).singleElement().satisfies(failure ->
                    assertThat(failure.reason()).contains("Confluence answered 500"));
            assertThat(tenant).holdsExactlyWhatIsSelectedAnd(item -> !item.pageId().equals(broken.id()));
        }
    }

    /** A page of results may be empty although more follow. */
    @Test
    void shouldGoOnAfterEmptyPagesOfResults() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimContent tree = tenant.confluence.page(space(tenant), "Tree", "<p>tree</p>", ALL);
            tenant.confluence.page(tree, "Child", "<p>child</p>");
            tenant.cycle();
            tenant.confluence.emptySearchPages(3);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_DISCOVERED)).isEqualTo(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P11: an edit while we page moves a record to an answer we have had, and repeats another. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldLoseAndDoubleNothingWhenRecordsShiftBetweenAnswers(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            List<SimContent> pages = new ArrayList<>();
            for (int i = 0; i < 210; i++) {
                pages.add(tenant.confluence.page(space, "Page " + i, "<p>" + i + "</p>", SINGLE));
            }
            tenant.cycle();
            tenant.confluence.fault(request -> request.pathTemplate().endsWith("/content/search")
                            && (request.parameter("cursor").isPresent() || request.parameter("start").orElse("0").equals("200")), 1,
                    Fault.rewriteJson(answer -> {
                        ((ObjectNode) answer.path("results").path(0)).put("id", pages.get(0).id());
                        return answer;
                    }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_DISCOVERED)).isEqualTo(209);
            assertThat(report.total(Count.DELETIONS_VETOED)).isEqualTo(1);
            assertThat(report.total(Count.PAGES_INGESTED)).isZero();
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** Next links without and with {@code /wiki}, absolute ones, and ones with raw spaces. */
    @ParameterizedTest
    @ValueSource(strings = {"/rest/api/%s", "/wiki/rest/api/%s", "SITE/wiki/rest/api/%s", "GATEWAY/wiki/rest/api/%s"})
    void shouldFollowEveryFormOfNextLink(String form) {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimSpace space = space(tenant);
            for (int i = 0; i < 30; i++) {
                tenant.confluence.page(space, "Page " + i, "<p>" + i + "</p>", SINGLE);
            }
            String pattern = form.replace("SITE", tenant.confluence.baseUrl())
                    .replace("GATEWAY", tenant.confluence.apiBaseUrl() + "/ex/confluence/" + tenant.confluence.cloudId());
            tenant.confluence.fault(request -> request.parameter("limit").orElse("").matches("200|100|50"), FOR_EVER, Fault.status(504));
            tenant.confluence.fault("/rest/api/content/search", FOR_EVER, Fault.rewriteJson(answer -> {
                String next = answer.path("_links").path("next").asText("");
                if (!next.isEmpty()) {
                    String link = pattern.replace("%s", next.substring("/rest/api/".length())).replace("%20", " ").replace("+", " ");
                    ((ObjectNode) answer.path("_links")).put("next", link);
                }
                return answer;
            }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(30);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B66: equal titles in two spaces, equal file names on two pages, a name that is only an extension. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldKeepEqualNamesApart(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            for (String key : List.of("ONE", "TWO")) {
                SimSpace space = tenant.confluence.space(key, "Same name", "global");
                SimContent page = tenant.confluence.page(space, "Same title", "<p>" + key + "</p>", SINGLE);
                tenant.confluence.attach(page, "image.png", "image/png", bytes("image of " + key));
                tenant.confluence.attach(page, "report@v2.pdf", "application/pdf", bytes("report of " + key));
                tenant.confluence.attach(page, ".pdf", "application/pdf", bytes("nameless of " + key));
            }

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.contents()).hasSize(8);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** S20, B87: keys that a query must quote, in discovery and where removed spaces are proved; personal ones stay out. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldTakeAndRemoveSpacesWithUnusualKeys(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            List<SimContent> pages = new ArrayList<>();
            for (String key : List.of("AND", "order", "2026", "R&D", "a.b-c_d", "~team", "Größe", "50%25")) {
                SimSpace space = tenant.confluence.space(key, "Space " + key, "global");
                pages.add(tenant.confluence.page(space, "In " + key, "<p>" + key + "</p>", SINGLE));
            }
            tenant.confluence.page(tenant.confluence.space("~first.last", "Personal", "personal"), "Mine", "<p>mine</p>", SINGLE);
            tenant.cycle();
            assertThat(tenant).holdsExactlyWhatIsSelected();

            // when
            pages.subList(0, 4).forEach(page -> tenant.confluence.unlabel(page, SINGLE));
            tenant.cycle();
            tenant.cycle();
            pages.subList(5, 7).forEach(page -> tenant.confluence.unlabel(page, SINGLE));
            tenant.cycle();
            CycleReport last = tenant.cycle();

            // then
            assertThat(last.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant.platform.contents()).hasSize(2);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B90: a label of one person or of a team selects nothing and is no metadata. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldIgnoreLabelsThatAreNotGlobal(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            SimContent mine = tenant.confluence.page(space, "Mine", "<p>mine</p>");
            tenant.confluence.label(mine, "my", SINGLE);
            tenant.confluence.label(mine, "team", ALL);
            tenant.confluence.page(mine, "Below", "<p>below</p>");
            SimContent ours = tenant.confluence.page(space, "Ours", "<p>ours</p>", SINGLE, "it's-\"quoted\"", "ümlaut");
            tenant.confluence.label(ours, "my", ALL);
            tenant.confluence.label(ours, "system", "hidden");
            tenant.confluence.page(ours, "Below ours", "<p>below</p>");

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.contents()).hasSize(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** P14, B96: times are handed on as they came, in whatever form. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02T03:04:05Z", "2026-01-02T03:04:05.6+0900", "2026-01-02T03:04:05.678+02:00"})
    void shouldHandTimesOnAsTheyCame(String when) {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            tenant.confluence.page(space(tenant), "Page", "<p>page</p>", SINGLE);
            tenant.confluence.fault("/rest/api/content/search", FOR_EVER, rewrittenRecords(record -> {
                ((ObjectNode) record.path("version")).put("when", when);
            }));

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.contents().values()).singleElement().satisfies(page ->
                    assertThat(page.metadata()).containsEntry("versionTimestamp", when));
        }
    }
}
