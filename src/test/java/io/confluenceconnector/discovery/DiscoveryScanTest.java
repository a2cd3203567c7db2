package io.confluenceconnector.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleOutcome;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is selected of what comes in, and what is protected because it could not be read (P4–P6). */
class DiscoveryScanTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final AttachmentSelection PDF_AND_PNG =
            new AttachmentSelection(true, Set.of("application/pdf", "image/png"), 1_000);

    private final SyncCycle cycle = new SyncCycle("c1", Instant.parse("2026-03-10T12:00:00Z"), CycleListener.NONE, Clock.systemUTC());
    private final SpaceDiscovery discovery = discovery(OptionalInt.empty());
    private final DiscoveryScan scan = discovery.start(cycle);

    private static SpaceDiscovery discovery(OptionalInt maxItems) {
        return new SpaceDiscovery(new DataCenterApi(URI.create("https://wiki.example.org")),
                new SelectionRules("kb", "kb-all", Set.of("global"), maxItems, PDF_AND_PNG), false);
    }

    private static JsonNode json(String singleQuoted) {
        try {
            return MAPPER.readTree(singleQuoted.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(singleQuoted, e);
        }
    }

    private static JsonNode record(String id, String type, String more) {
        return json("{'id':'" + id + "','type':'" + type + "','space':{'id':1,'key':'HR','type':'global'},"
                + "'version':{'when':'2026-03-04T09:15:22.114Z'},'metadata':{'labels':{'results':[]}}" + more + "}");
    }

    private static JsonNode page(String id, String... attachments) {
        String inlined = Stream.of(attachments).map(DiscoveryScanTest::attachment).collect(Collectors.joining(","));
        return record(id, "page", ",'children':{'attachment':{'results':[" + inlined + "],'limit':25}}");
    }

    private static String attachment(String id) {
        return "{'id':'" + id + "','title':'" + id + ".pdf','extensions':{'mediaType':'application/pdf','fileSize':7}}";
    }

    @Test
    void shouldKeepEachPageOnce() {
        // when (P4)
        scan.take(List.of(page("1", "a"), page("2")));
        scan.take(List.of(page("1", "a"), page("3")));

        // then
        assertThat(scan.result().pages()).containsOnlyKeys("1", "2", "3");
        assertThat(scan.result().attachments()).containsOnlyKeys("1::a");
    }

    /** P7: two halves under one partial key would each ask to delete the other. */
    @Test
    void shouldTakeSpaceThatIsRenamedDuringTheScanForOne() {
        // when
        scan.take(List.of(record("1", "page", ",'space':{'id':1,'key':'HR','name':'People','type':'global'}"),
                record("2", "page", ",'space':{'id':1,'key':'HR','name':'Humans','type':'global'}"),
                record("3", "page", ",'space':{'id':2,'key':'HR','name':'People','type':'global'}")));

        // then
        assertThat(scan.result().itemsBySpace().values()).extracting(List::size).containsExactlyInAnyOrder(2, 1);
    }

    @ParameterizedTest
    @CsvSource({"page, true", "blogpost, true", "folder, false", "whiteboard, false", "database, false", "embed, false",
        "comment, false", "hologram, false"})
    void shouldIngestPagesAndBlogPostsOnlyAndFailForNoType(String type, boolean taken) {
        // when (P4)
        scan.take(List.of(record("1", type, ",'children':{'attachment':{'results':[],'limit':25}}")));

        // then
        assertThat(scan.result().pages().containsKey("1")).isEqualTo(taken);
        assertThat(scan.result().deletionsAllowed()).isTrue();
    }

    @Test
    void shouldFindWhatLiesBelowLabelledFolder() {
        // when (B47)
        scan.take(List.of(record("20", "folder", ",'metadata':{'labels':{'results':[{'name':'kb-all'}]}}"),
                record("21", "page", ",'metadata':{'labels':{'results':[{'name':'kb'}]}}")));

        // then
        assertThat(discovery.ancestorBatches(scan)).containsExactly(List.of("20"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",'status':'archived'", ",'status':'trashed'", ",'status':'draft'",
        ",'space':{'id':1,'key':'~x','type':'personal'}", ",'space':{'id':1,'key':'HR','type':'global','status':'archived'}"})
    void shouldNotSelectWhatIsNotCurrentOrInOtherSpaces(String more) {
        // when (P4, B41)
        scan.take(List.of(record("1", "page", more + ",'metadata':{'labels':{'results':[{'name':'kb-all'}]}}")));

        // then
        assertThat(scan.result().pages()).isEmpty();
        assertThat(scan.allLabelIds()).isEmpty();
    }

    @Test
    void shouldProtectMalformedRecordWithItsAttachments() {
        // when (P6)
        scan.take(List.of(json("{'id':'7','type':'page'}"), page("1")));

        // then
        Discovery result = scan.result();
        assertThat(result.pages()).containsOnlyKeys("1");
        assertThat(result.protectedItems().contains("7")).isTrue();
        assertThat(result.protectedItems().contains("7::att1")).isTrue();
        assertThat(result.deletionsAllowed()).isTrue();
    }

    /** P6: its label selects what lies below, although its space cannot be read. */
    @ParameterizedTest
    @CsvSource({"kb-all, true", "kb, false"})
    void shouldSearchBelowMalformedRecordWithTheAllLabel(String label, boolean searched) {
        // when
        scan.take(List.of(json("{'id':'7','type':'page','metadata':{'labels':{'results':[{'name':'" + label + "'}]}}}")));

        // then
        assertThat(scan.allLabelIds().contains("7")).isEqualTo(searched);
        assertThat(scan.result().allLabelIds().contains("7")).isEqualTo(searched);
    }

    /** P6, P14: a record without readable labels, and what lies below it, is kept as it is, but not taken. */
    @ParameterizedTest
    @ValueSource(strings = {",'metadata':null", ",'metadata':null,'space':null", ",'metadata':{'labels':null}"})
    void shouldKeepRecordWithoutReadableLabelsAndWhatLiesBelow(String more) {
        // when
        scan.take(List.of(record("7", "page", more)));

        // then
        assertThat(discovery.ancestorBatches(scan)).isEmpty();
        assertThat(scan.result().allLabelIds()).containsExactly("7");
        assertThat(scan.result().pages()).isEmpty();
        assertThat(scan.result().protectedItems().contains("7")).isTrue();
    }

    @Test
    void shouldDeleteNothingWhenRecordHasNoReadableId() {
        // when (P6)
        scan.take(List.of(json("{'entityType':'space'}"), page("1")));

        // then
        assertThat(scan.result().deletionsAllowed()).isFalse();
        assertThat(scan.result().pages()).containsOnlyKeys("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        ",'children':{'attachment':{'results':[{'id':'a','title':'a.pdf'}],'limit':1}}",
        ",'children':{'attachment':{'results':[],'limit':25,'_links':{'next':'/rest'}}}",
        ",'children':{'attachment':{'results':[]}}",
        ",'children':{'attachment':{}}",
        "",
    })
    void shouldListAttachmentsThatTheSearchMayNotHaveGivenCompletely(String inlined) {
        // when (P5, B55)
        scan.take(List.of(record("1", "page", inlined)));

        // then
        assertThat(discovery.unlistedPages(scan)).extracting(Page::pageId).containsExactly("1");
    }

    @Test
    void shouldNotBelieveALimitBeyondWhatASearchInlines() {
        // given
        IntFunction<String> inlined = count -> ",'children':{'attachment':{'limit':200,'results':["
                + IntStream.range(0, count).mapToObj(i -> attachment("a" + i)).collect(Collectors.joining(",")) + "]}}";

        // when (P5, B55)
        scan.take(List.of(record("1", "page", inlined.apply(25)), record("2", "page", inlined.apply(24))));

        // then
        assertThat(discovery.unlistedPages(scan)).extracting(Page::pageId).containsExactly("1");
    }

    @Test
    void shouldProtectAttachmentsThatCouldNotBeRead() {
        // given
        scan.take(List.of(page("1"), page("2"), page("3")));
        List<Page> pages = List.copyOf(scan.result().pages().values());

        // when (P6)
        scan.takeAttachments(pages.get(0), List.of(json("{'id':'att9'}")));
        discovery.refused(scan, pages.get(2), new PermanentException("no", new OptionalStatus(404)));

        // then
        ProtectedItems kept = scan.result().protectedItems();
        assertThat(Stream.of("1::att9", "1::att8", "2::att8", "3::att8", "1", "2", "3").filter(kept::contains))
                .containsExactly("1::att9", "3::att8");
        assertThat(scan.result().deletionsAllowed()).isTrue();
    }

    @Test
    void shouldDeleteNothingWhenAttachmentHasNoReadableId() {
        // given
        scan.take(List.of(page("1")));
        Page page = scan.result().pages().get("1");

        // when (P6)
        scan.takeAttachments(page, List.of(json("{'title':'x.pdf'}")));

        // then
        assertThat(scan.result().deletionsAllowed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id':'att9'}", "{'title':'x.pdf'}"})
    void shouldReportAttachmentThatCouldNotBeRead(String record) {
        // given
        scan.take(List.of(page("1")));
        Page page = scan.result().pages().get("1");

        try (CapturedLog log = CapturedLog.json()) {
            // when (P6)
            scan.takeAttachments(page, List.of(json(record)));

            // then
            assertThat(log.events(EventName.ITEM_FAILED)).singleElement().satisfies(event -> assertThat(event)
                    .containsEntry("level", "WARN").containsEntry("outcome", "failure").containsEntry("spaceKey", "HR")
                    .containsEntry("kind", "attachment").containsKeys("reason", "next"));
        }
    }

    /** P13: what could not be read was not synchronised, and the outcome says so; once, however many queries find it. */
    @Test
    void shouldCountWhatCouldNotBeReadAsFailed() {
        // given
        JsonNode withoutTime = json("{'id':'7','type':'page','space':{'id':1,'key':'HR','type':'global'}}");
        scan.take(List.of(page("1"), page("2"), withoutTime, json("{'id':'8','type':'page'}"), json("{'entityType':'space'}")));
        List<Page> pages = List.copyOf(scan.result().pages().values());

        // when
        scan.take(List.of(withoutTime));
        scan.takeAttachments(pages.get(0), List.of(json("{'id':'att9'}")));
        discovery.refused(scan, pages.get(1), new PermanentException("Confluence answered 403", new OptionalStatus(403)));
        discovery.result(scan, cycle);

        // then
        CycleReport report = cycle.report(Instant.now(), Optional.empty());
        assertThat(report.outcome()).isEqualTo(CycleOutcome.SUCCESS);
        assertThat(report.failedItems()).isEqualTo(5);
        assertThat(report.total(Count.PAGES_UNREADABLE)).isEqualTo(3);
        assertThat(report.total(Count.ATTACHMENTS_UNREADABLE)).isEqualTo(2);
        assertThat(report.failures()).extracting(ItemFailure::spaceKey).containsExactly("HR", "(unknown)", "(unknown)", "HR", "HR");
        assertThat(report.failures()).last().extracting(ItemFailure::reason).asString().contains("Confluence answered 403");
    }

    /** P13: fewer than five may be an accident, and as long as something could be read the cycle has done something. */
    @ParameterizedTest
    @CsvSource({"5, 0, 0, FAILURE", "4, 0, 0, SUCCESS", "6, 1, 0, SUCCESS", "5, 0, 1, SUCCESS"})
    void shouldFailTheCycleWhenEveryListingIsRefused(int refused, int listed, int withTheSearch, CycleOutcome outcome) {
        // given
        IntStream.range(0, refused + listed).forEach(i -> scan.take(List.of(record("u" + i, "page", ""))));
        IntStream.range(0, withTheSearch).forEach(i -> scan.take(List.of(page("s" + i, "att" + i))));

        // when
        discovery.unlistedPages(scan).subList(0, refused)
                .forEach(page -> discovery.refused(scan, page, new PermanentException("no", new OptionalStatus(403))));
        discovery.result(scan, cycle);

        // then
        assertThat(cycle.report(Instant.now(), Optional.empty()).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"5, 0, FAILURE", "4, 0, SUCCESS", "5, 1, SUCCESS"})
    void shouldFailTheCycleWhenNoPageCanBeRead(int unreadable, int read, CycleOutcome outcome) {
        // given (P13)
        IntStream.range(0, unreadable).forEach(i -> scan.take(List.of(json("{'id':'u" + i + "','type':'page'}"))));
        IntStream.range(0, read).forEach(i -> scan.take(List.of(page("r" + i))));

        // when
        discovery.result(scan, cycle);

        // then
        assertThat(cycle.report(Instant.now(), Optional.empty()).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"400, true", "403, true", "404, true", "401, false", "410, false"})
    void shouldFailTheCycleForRefusalsThatDoNotConcernOnePage(int status, boolean survived) {
        // given (P6, B13)
        scan.take(List.of(page("1")));
        Page page = scan.result().pages().get("1");
        PermanentException refusal = new PermanentException("refused", new OptionalStatus(status));

        // when / then
        if (survived) {
            assertThatCode(() -> discovery.refused(scan, page, refusal)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> discovery.refused(scan, page, refusal)).isSameAs(refusal);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 0, true", "2, 2, 0, true", "3, 2, 1, true", "4, 2, 2, false", "9, 2, 2, false"})
    void shouldBoundPagesFirstThenAttachments(int maxItems, int pages, int attachments, boolean cutShort) {
        // given (P4)
        DiscoveryScan bounded = discovery(OptionalInt.of(maxItems)).start(cycle);

        // when
        bounded.take(List.of(page("1", "a"), page("2", "b")));
        Discovery result = bounded.result();

        // then
        assertThat(result.pages()).hasSize(pages);
        assertThat(result.attachments()).hasSize(attachments);
        assertThat(cycle.isCutShort()).isEqualTo(cutShort);
        assertThat(result.deletionsAllowed()).isEqualTo(!cutShort);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "application/pdf            | a.bin   | 7    | application/pdf",
        "IMAGE/PNG; charset=binary  | a       | 7    | image/png",
        "application/octet-stream   | scan.PDF| 7    | application/pdf",
        "``                         | a.png   | 7    | image/png",
        "``                         | a       | 7    | -",
        "``                         | pdf     | 7    | -",
        "``                         | a #2.pdf| 7    | application/pdf",
        "application/octet-stream   | #.v2.Pdf| 7    | application/pdf",
        "``                         | .pdf    | 7    | application/pdf",
        "video/mp4                  | a.pdf   | 7    | -",
        "application/pdf            | a.pdf   | 1000 | application/pdf",
        "application/pdf            | a.pdf   | 1001 | -",
        "application/pdf            | a.pdf   | -1   | application/pdf",
        "application/pdf            | a.pdf   | 0    | application/pdf",
    })
    void shouldTakeAllowedTypesUpToTheLargestSize(String declared, String name, long size, String mediaType) {
        // when (P5, B60; a size of -1 is unknown)
        var decision = PDF_AND_PNG.decide(declared == null ? "" : declared, name,
                size < 0 ? OptionalLong.empty() : OptionalLong.of(size));

        // then
        assertThat(decision instanceof AttachmentSelection.Decision.Taken taken ? taken.mediaType() : "-")
                .isEqualTo(mediaType);
    }

    @Test
    void shouldTakeNothingWhenAttachmentsAreSwitchedOff() {
        // when / then
        assertThat(new AttachmentSelection(false, Set.of("application/pdf"), 1_000)
                .decide("application/pdf", "a.pdf", OptionalLong.of(7)))
                .isInstanceOf(AttachmentSelection.Decision.Declined.class);
    }
}
