package io.confluenceconnector.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.metrics.Scrape;
import io.confluenceconnector.simulator.confluence.Fault;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import io.confluenceconnector.simulator.confluence.RecordedRequest.Host;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.Mutation;
import io.confluenceconnector.simulator.platform.Operations;
import io.confluenceconnector.simulator.platform.StoredContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import static io.confluenceconnector.simulator.confluence.ConfluenceSimulator.FOR_EVER;
import static io.confluenceconnector.sync.KnowledgeBaseAssert.assertThat;
import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.ALL;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** What went wrong for others, tried with whole cycles; {@code docs/known-failures.md} lists the rest. */
class FieldReportsIT {

    private static final String SEARCH = "/rest/api/content/search";
    private static final Predicate<RecordedRequest> DOWNLOADS = request -> request.path().contains("/download");
    private static final Predicate<RecordedRequest> ATTACHMENT_LISTINGS =
            request -> request.path().endsWith("/child/attachment") || request.path().endsWith("/attachments");

    private static SimSpace space(TenantFixture tenant) {
        return tenant.confluence.space("DOC", "Documentation", "global");
    }

    private static SimContent page(TenantFixture tenant, SimSpace space, String title) {
        return tenant.confluence.page(space, title, "<p>" + title + "</p>", SINGLE);
    }

    private static List<SimContent> pages(TenantFixture tenant, int count) {
        SimSpace space = space(tenant);
        return IntStream.rangeClosed(1, count).mapToObj(i -> page(tenant, space, "Page " + i)).toList();
    }

    private static void attach(TenantFixture tenant, SimContent page, int count) {
        for (int i = 1; i <= count; i++) {
            tenant.confluence.attach(page, "file " + i + ".txt", "text/plain", bytes("file " + i));
        }
    }

    private static StoredContent stored(TenantFixture tenant, String itemId) {
        return tenant.platform.contents().entrySet().stream().filter(entry -> entry.getKey().endsWith("/" + itemId))
                .findFirst().orElseThrow().getValue();
    }

    private static Predicate<RecordedRequest> searches(String cqlStart) {
        return request -> request.pathTemplate().endsWith(SEARCH) && request.parameter("cql").orElse("").startsWith(cqlStart);
    }

    private static int limit(RecordedRequest request) {
        return Integer.parseInt(request.parameter("limit").orElse("0"));
    }

    /** A server that is too slow for more than 25 records. */
    private static void answerFewRecordsOnly(TenantFixture tenant) {
        tenant.confluence.fault(request -> request.pathTemplate().endsWith(SEARCH) && limit(request) > 25, FOR_EVER,
                Fault.status(504));
    }

    private static Fault changedRecords(Consumer<ObjectNode> change) {
        return Fault.rewriteJson(answer -> {
            answer.path("results").forEach(record -> change.accept((ObjectNode) record));
            return answer;
        });
    }

    private static boolean onlyGrants(List<Mutation> mutations) {
        return mutations.stream().map(Mutation::name).allMatch(Operations.CREATE_SCOPE_ACCESSES::equals);
    }

    /** B09, B103: a listing that goes round in circles is no complete one. */
    @Test
    void shouldFailAndDeleteNothingWhenNextLinksGoRoundInCircles() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            pages(tenant, 2);
            tenant.cycle();
            tenant.platform.clearRequests();
            tenant.confluence.fault(searches("label"), FOR_EVER, Fault.rewriteJson(answer -> {
                ((ObjectNode) answer.path("_links")).put("next", "/rest/api/content/search?cql=x&cursor=again");
                return answer;
            }));
            tenant.confluence.fault(searches("x"), FOR_EVER, Fault.status(200, Map.of(), """
                    {"results": [], "_links": {"next": "/rest/api/content/search?cql=x&cursor=again"}}"""));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.failure()).hasValueSatisfying(reason -> assertThat(reason).contains("round in circles"));
            assertThat(onlyGrants(tenant.platform.mutations())).isTrue();
        }
    }

    /** B11: what the gateway gives up on in large pages comes in smaller ones. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldFindEverythingOnServerThatIsTooSlowForLargePages(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            pages(tenant, 60);
            answerFewRecordsOnly(tenant);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B95: Data Center's own next link, which it echoes in a form that it refuses, is never asked for. */
    @Test
    void shouldNotFollowNextLinkThatDataCenterItselfWouldRefuse() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 30);
            answerFewRecordsOnly(tenant);
            tenant.confluence.fault(searches("macro"), FOR_EVER, Fault.status(400));
            tenant.confluence.fault(searches("label"), FOR_EVER, Fault.rewriteJson(answer -> {
                ((ObjectNode) answer.path("_links")).put("next", "/rest/api/content/search?cql=macro=foo&start=25");
                return answer;
            }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B103: the second page of the label query fails for good; what it would have brought is not gone. */
    @Test
    void shouldDeleteNothingWhenALaterPageOfTheListingFails() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 30);
            tenant.cycle();
            tenant.platform.clearRequests();
            answerFewRecordsOnly(tenant);
            tenant.confluence.fault(request -> searches("label").test(request)
                    && !request.parameter("start").equals(Optional.of("0")), FOR_EVER, Fault.status(500));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(onlyGrants(tenant.platform.mutations())).isTrue();
        }
    }

    /** B13: a refusal in the middle of an attachment listing costs none of the page's attachments. */
    @Test
    void shouldKeepAttachmentsWhenTheirListingIsRefusedHalfWay() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            attach(tenant, page(tenant, space(tenant), "Many files"), 230);
            tenant.cycle();
            tenant.confluence.fault(request -> ATTACHMENT_LISTINGS.test(request)
                    && request.parameter("start").equals(Optional.of("200")), FOR_EVER, Fault.status(400));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_DISCOVERED)).isEqualTo(200);
            assertThat(report.total(Count.PROTECTED)).isEqualTo(30);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B17: what is throttled waits as long as it is told to, and is neither lost nor failed. */
    @Test
    void shouldWaitAsLongAsAThrottlingServerSays() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            pages(tenant, 1);
            tenant.confluence.fault(SEARCH, 2, Fault.status(429, Map.of("Retry-After", "1"), "slow down"));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.duration()).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B25, B27, B52: calls that were removed, the site's host, and the browser's download path are never asked. */
    @Test
    void shouldUseNothingThatCloudHasTakenAway() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            attach(tenant, page, 26);

            // when
            tenant.cycle();
            tenant.confluence.unlabel(page, SINGLE);
            tenant.cycle();

            // then
            assertThat(tenant.confluence.requests()).extracting(RecordedRequest::host)
                    .containsOnly(Host.GATEWAY, Host.MEDIA);
            assertThat(tenant.confluence.requests()).allSatisfy(request -> {
                assertThat(request.status()).isLessThan(400);
                assertThat(request.path()).doesNotContain("/download/attachments/");
            });
        }
    }

    /** B37, B44, B45, B92, B102: nothing "just in case", no dates, nothing of the other product, no probe of versions. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldAskForNoMoreThanItUses(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent tree = tenant.confluence.page(space(tenant), "Tree", "<p>tree</p>", ALL);
            SimContent child = tenant.confluence.page(tree, "Child", "<p>child</p>");
            tenant.cycle();
            tenant.confluence.trash(child);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.confluence.requests()).allSatisfy(request -> {
                assertThat(request.parameter("expand").orElse("")).doesNotContain("permissions", "history", "restrictions");
                assertThat(request.parameter("cql").orElse("")).doesNotContain("lastmodified", "created", "folder",
                        "whiteboard", "database", "embed");
                assertThat(request.path()).doesNotContain("serverInfo", "server-information", "systemInfo");
            });
            if (!setup.isCloud()) {
                assertThat(tenant.confluence.requests()).noneMatch(
                        request -> request.parameter("cql").orElse("").contains("collaboration"));
            }
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B38: an account that no longer sees most of a space; the counts say so, and the deletions wait for a person. */
    @Test
    void shouldHoldDeletionsAndTellCountsWhenMostOfASpaceDisappears() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).processing("maxDeletePercent: 50").start()) {
            // given
            List<SimContent> pages = pages(tenant, 60);
            tenant.cycle();
            pages.subList(0, 48).forEach(page -> tenant.confluence.restrict(page, true));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.spaces().get("DOC")).containsEntry(Count.PAGES_DISCOVERED, 12L)
                    .containsEntry(Count.DELETIONS_HELD, 48L);
            assertThat(tenant.platform.contents()).hasSize(60);
        }
    }

    /** B40, B41: whoever reads by id may be given what is trashed or archived; it is not ingested. */
    @ParameterizedTest
    @ValueSource(strings = {"trashed", "archived", "somethingnew"})
    void shouldNotIngestBodyOfPageThatIsNoLongerCurrent(String status) {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimContent page = pages(tenant, 2).get(0);
            tenant.confluence.fault(searches("id in"), FOR_EVER, changedRecords(record -> {
                if (record.path("id").asText().equals(page.id())) {
                    record.put("status", status);
                }
            }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_FAILED)).isEqualTo(1);
            assertThat(tenant).holdsExactlyWhatIsSelectedAnd(item -> !item.pageId().equals(page.id()));
        }
    }

    /** B40: a trashed page that Data Center still shows by id is gone. */
    @Test
    void shouldTakeTrashedPageForGoneAlthoughItAnswers200() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimContent page = pages(tenant, 2).get(0);
            tenant.cycle();
            tenant.confluence.trashedAnswers200(true);
            tenant.confluence.trash(page);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.platform.contents()).hasSize(1);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B42: a tree that answers 404 once. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldLoseNothingWhenATreeIsNotFoundForOneCycle(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent tree = tenant.confluence.page(space(tenant), "Tree", "<p>tree</p>", ALL);
            tenant.confluence.page(tree, "Child", "<p>child</p>");
            tenant.cycle();
            tenant.confluence.fault(searches("ancestor"), 1, Fault.status(404));

            // when
            CycleReport lost = tenant.cycle();
            CycleReport found = tenant.cycle();

            // then
            assertThat(lost.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(found.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B48: the index says that there is nothing below a tree that it knew a cycle ago. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldVetoDeletionsWhenAncestorQueriesAreEmptyByMistake(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimContent tree = tenant.confluence.page(space(tenant), "Tree", "<p>tree</p>", ALL);
            for (int i = 0; i < 3; i++) {
                tenant.confluence.page(tree, "Child " + i, "<p>child</p>");
            }
            tenant.cycle();
            tenant.confluence.fault(searches("ancestor"), FOR_EVER, Fault.rewriteJson(answer -> {
                ((ArrayNode) answer.path("results")).removeAll();
                return answer;
            }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.DELETIONS_VETOED)).isEqualTo(3);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B49: a result that is no content is passed over, and nothing is deleted in that cycle (P6). */
    @Test
    void shouldPassOverResultsThatAreNoContent() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            List<SimContent> pages = pages(tenant, 2);
            tenant.cycle();
            tenant.confluence.unlabel(pages.get(0), SINGLE);
            tenant.confluence.page(pages.get(1), "New", "<p>new</p>", SINGLE);
            tenant.confluence.fault(searches("label"), 1, Fault.rewriteJson(answer -> {
                ((ArrayNode) answer.path("results")).addObject().put("entityType", "space").putObject("space").put("key", "DOC");
                return answer;
            }));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(1);
            assertThat(tenant.platform.contents()).hasSize(3);
        }
    }

    /** B50: no body, in each way of not giving one, is no reason to lose the stored one. */
    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"storage\": {\"value\": \"\"}}", "{\"storage\": null}"})
    void shouldKeepStoredVersionWhenNoBodyComes(String body) throws JsonProcessingException {
        JsonNode given = new ObjectMapper().readTree(body);
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimContent page = pages(tenant, 1).get(0);
            tenant.cycle();
            String old = stored(tenant, page.id()).sha256();
            tenant.confluence.edit(page, "<p>a new version</p>");
            tenant.confluence.fault(searches("id in"), FOR_EVER, changedRecords(record -> record.set("body", given)));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.PAGES_SKIPPED)).isEqualTo(1);
            assertThat(stored(tenant, page.id()).sha256()).isEqualTo(old);
        }
    }

    /** B51, B70, B73, B77, B78, B81, B83: bodies are carried, not understood, in whatever state they are. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldCarryBodiesUnchangedWhateverTheyHold(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            for (String body : List.of(
                    "<ac:structured-macro ac:name=\"include\"><ac:parameter ac:name=\"\"><ac:link/></ac:parameter></ac:structured-macro>",
                    "<p>&Auml;pfel&nbsp;&ndash; &pound;3 &amp; Birnen</p><ri:page ri:content-title=\"A&amp;B\"/>",
                    "<ac:plain-text-body><![CDATA[while (i > 0) { print(\"</p>\"); }]]></ac:plain-text-body>",
                    "<p>open <em>for ever<ac:image><ri:attachment ri:filename=\"x.png\"/></p></div>",
                    "<p><time datetime=\"2026-05-01\"/> Доброе утро 地図 🙂</p>",
                    "<p><ac:inline-comment-marker ac:ref=\"1\">x<b>y</ac:inline-comment-marker></b></p>",
                    "<ac:image><ri:attachment ri:filename=\"x.png\"><ri:page ri:content-title=\"Other\"/></ri:attachment></ac:image>",
                    "\uFEFF\u0001 \u2028 \u200B")) {
                tenant.confluence.page(space, body, body, SINGLE);
            }

            // when
            tenant.cycle();

            // then
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B54: without its query, Data Center's download link leads nowhere. */
    @Test
    void shouldUseDownloadLinkOfDataCenterWithAllItsParameters() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            attach(tenant, page(tenant, space(tenant), "Page"), 1);

            // when
            tenant.cycle();

            // then
            assertThat(tenant.confluence.requests()).filteredOn(DOWNLOADS).singleElement().satisfies(download ->
                    assertThat(download.query()).containsKeys("version", "modificationDate", "cacheVersion", "api"));
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B55: a search inlines 25 attachments, and more are to be had. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldFindMoreAttachmentsThanASearchInlines(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            SimSpace space = space(tenant);
            attach(tenant, page(tenant, space, "Exactly 25"), 25);
            attach(tenant, page(tenant, space, "61"), 61);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_INGESTED)).isEqualTo(86);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B58, B59: one file that is lost, one that comes empty, one that breaks off, a film; others go on. */
    @Test
    void shouldKeepKnownCopiesOfFilesThatCannotBeRead() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            Map<String, Fault> faults = Map.of("lost.pdf", Fault.status(404), "empty.pdf", Fault.emptyAnswer(),
                    "broken.pdf", Fault.truncateBody(3));
            List<SimAttachment> files = faults.keySet().stream()
                    .map(name -> tenant.confluence.attach(page, name, "application/pdf", bytes("old " + name))).toList();
            tenant.confluence.attach(page, "film.mp4", "video/mp4", bytes("moving"));
            tenant.cycle();
            List<String> old = hashes(tenant, files);
            files.forEach(file -> tenant.confluence.replaceAttachment(file, bytes("a new version of " + file.title())));
            tenant.confluence.attach(page, "good.pdf", "application/pdf", bytes("good"));
            faults.forEach((name, fault) ->
                    tenant.confluence.fault(request -> request.path().endsWith("/" + name), FOR_EVER, fault));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.total(Count.ATTACHMENTS_FAILED)).isEqualTo(3);
            assertThat(report.total(Count.ATTACHMENTS_INGESTED)).isEqualTo(1);
            assertThat(hashes(tenant, files)).isEqualTo(old);
            assertThat(tenant.platform.contents()).hasSize(5);
        }
    }

    /** B56, B58: the host behind Cloud's redirect has lost the bytes, or sends none; all else goes on. */
    @Test
    void shouldKeepKnownCopyWhenTheMediaHostHasLostTheFile() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            SimContent page = page(tenant, space(tenant), "Page");
            SimAttachment file = tenant.confluence.attach(page, "plan.pdf", "application/pdf", bytes("old"));
            tenant.cycle();
            List<String> old = hashes(tenant, List.of(file));
            tenant.confluence.replaceAttachment(file, bytes("a new version"));
            tenant.confluence.edit(page, "<p>new, too</p>");
            List<Long> failed = new ArrayList<>();

            // when
            for (Fault fault : List.of(Fault.status(404), Fault.status(400), Fault.emptyAnswer())) {
                tenant.confluence.clearFaults();
                tenant.confluence.fault(request -> request.host() == Host.MEDIA, FOR_EVER, fault);
                CycleReport report = tenant.cycle();
                failed.add(report.total(Count.ATTACHMENTS_FAILED));
            }

            // then
            assertThat(failed).containsExactly(1L, 1L, 1L);
            assertThat(hashes(tenant, List.of(file))).isEqualTo(old);
            assertThat(tenant.platform.contents()).hasSize(2);
        }
    }

    private static List<String> hashes(TenantFixture tenant, List<SimAttachment> files) {
        return files.stream().map(file -> stored(tenant, file.content().id() + "::" + file.id()).sha256()).toList();
    }

    /** B63, B65: attachments without version, ids that are numbers: taken once, and never again without a reason. */
    @Test
    void shouldNotTakeAttachmentsWithoutDatesForChangedOnes() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            attach(tenant, page(tenant, space(tenant), "Page"), 2);
            tenant.confluence.fault(searches("label"), FOR_EVER, changedRecords(record -> {
                record.put("id", record.path("id").asLong());
                record.path("children").path("attachment").path("results").forEach(attachment ->
                        ((ObjectNode) attachment).put("id", attachment.path("id").asLong()).remove("version"));
            }));

            // when
            CycleReport first = tenant.cycle();
            tenant.platform.clearRequests();
            tenant.cycle();

            // then
            assertThat(first.total(Count.ATTACHMENTS_INGESTED)).isEqualTo(2);
            assertThat(onlyGrants(tenant.platform.mutations())).isTrue();
        }
    }

    /** B67: a listing that never answers ends the cycle, and the next one may run. */
    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldEndTheCycleAndRunTheNextWhenAListingNeverAnswers(Setup setup) {
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            // given
            attach(tenant, page(tenant, space(tenant), "Page"), 26);
            tenant.confluence.fault(ATTACHMENT_LISTINGS, FOR_EVER, Fault.resetConnection());

            // when
            CycleReport failed = tenant.cycle();
            tenant.confluence.clearFaults();
            CycleReport next = tenant.cycle();

            // then
            assertThat(failed.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(next.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B94: a proxy that takes less than we send, and a search that takes fewer clauses, are asked in halves. */
    @ParameterizedTest
    @ValueSource(ints = {414, 400, 500})
    void shouldHalveDescendantQueriesThatAreTooLarge(int refusal) {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimSpace space = space(tenant);
            for (int i = 0; i < 12; i++) {
                tenant.confluence.page(tenant.confluence.page(space, "Tree " + i, "<p>tree</p>", ALL), "Child " + i, "<p>child</p>");
            }
            tenant.confluence.fault(searches("ancestor").and(request -> request.parameter("cql").orElse("").length() > 100),
                    FOR_EVER, Fault.status(refusal));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(report.total(Count.PAGES_INGESTED)).isEqualTo(24);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B94: what not even the smallest query brings ends the cycle, as ever. */
    @Test
    void shouldFailWhenNotEvenOneAncestorCanBeAskedFor() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            SimSpace space = space(tenant);
            tenant.confluence.page(space, "Tree 1", "<p>tree</p>", ALL);
            SimContent second = tenant.confluence.page(space, "Tree 2", "<p>tree</p>", ALL);
            tenant.confluence.fault(searches("ancestor").and(request -> request.parameter("cql").orElse("").contains(second.id())),
                    FOR_EVER, Fault.status(400));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(tenant.platform.contents()).isEmpty();
        }
    }

    /** B101: the manifest comes as XML although JSON was asked for. */
    @Test
    void shouldReadManifestThatIsAlwaysXml() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 1);
            tenant.confluence.manifestAlwaysXml(true);

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
            assertThat(tenant).holdsExactlyWhatIsSelected();
        }
    }

    /** B111: without an answer to the diff there is no other way to find changes, and none is made up. */
    @Test
    void shouldWriteNothingWhenTheDiffCannotBeAsked() {
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).start()) {
            // given
            pages(tenant, 2);
            tenant.cycle();
            tenant.platform.clearRequests();
            tenant.platform.fault(Operations.FILE_DIFF, FOR_EVER, io.confluenceconnector.simulator.platform.Fault.status(500));

            // when
            CycleReport report = tenant.cycle();

            // then
            assertThat(report.outcome()).isEqualTo(CycleOutcome.FAILURE);
            assertThat(onlyGrants(tenant.platform.mutations())).isTrue();
            assertThat(tenant.platform.contents()).hasSize(2);
        }
    }

    /** B116: metrics move with the items, not at the end. */
    @Test
    void shouldCountItemsWhileTheCycleRuns() {
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // given
            pages(tenant, 30);
            Set<Double> seen = ConcurrentHashMap.newKeySet();
            tenant.platform.onRequest(request -> {
                if (request.operation().equals(Operations.CONTENT_UPSERT)) {
                    seen.add(processed(tenant));
                }
            });

            // when
            tenant.cycle();

            // then
            assertThat(seen).as("counts of pages, seen whenever another one was registered or finished").hasSizeGreaterThan(5);
        }
    }

    private static double processed(TenantFixture tenant) {
        return Scrape.of(tenant.meters).value("cfc_pages_processed_total", "tenant", "acme", "result", "success");
    }
}
