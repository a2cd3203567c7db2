package io.confluenceconnector.ingestion;import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.diff.PlannedItem;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.gateway.UnauthorizedException;
import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.DiagnosticsPolicy;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.ContentRequests;
import io.confluenceconnector.platform.PlatformApi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Which pages are fetched together, and what becomes of each by the answer (P10, B50). */
class PageUploadTest {

    private static final Space SPACE = new Space("1", "DOC", "Documentation");
    private static final PlatformApi PLATFORM = new PlatformApi(URI.create("https://i"), URI.create("https://s"), "K",
            URI.create("https://c"));
    private static final Instant START = Instant.parse("2026-03-10T12:00:00Z");

    private final SyncCycle cycle = new SyncCycle("c", START, CycleListener.NONE, Clock.systemUTC());
    private final PageUpload upload = new PageUpload(
            new CloudApi(URI.create("https://acme.atlassian.net"), URI.create("https://api.atlassian.com/ex/confluence/8f0c")),
            Set.of("kb", "kb-all"), new ItemDescriptions(new ContentKeys("acme", false), Map.of(), Map.of(), true),
            new ItemIngestion(new ContentRequests(PLATFORM, true, false), PLATFORM, new FailedUpdates()));

    private static Page page(int id) {
        return new Page(String.valueOf(id), PageKind.PAGE, SPACE, "2026-03-01T00:00:00Z", "https://w/" + id, List.of());
    }

    private static List<PlannedItem> planned(int... ids) {
        return IntStream.of(ids).mapToObj(id -> new PlannedItem(page(id), true)).toList();
    }

    private PageBatch batch(int... ids) {
        return upload.batch(planned(ids));
    }

    private PageBatch batchOf(int count) {
        return batch(IntStream.range(0, count).toArray());
    }

    private static JsonNode json(String singleQuoted) throws IOException {
        return new ObjectMapper().readTree(singleQuoted.replace('\'', '"'));
    }

    private static JsonNode answer(String more) throws IOException {
        return json("{'results':[{'id':'7','type':'page','title':'Seven','space':{'id':1,'key':'DOC','name':'Documentation'},"
                + "'metadata':{'labels':{'results':[{'name':'kb'},{'name':'policy'}]}},"
                + "'version':{'when':'2026-03-09T08:00:00Z'}" + more + "}]}");
    }

    private CycleReport report() {
        return cycle.report(START, Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 1, 1", "25, 1, 25", "26, 2, 1", "60, 3, 10"})
    void shouldAskForTheBodiesOfTwentyFivePagesAtOnce(int pages, int batches, int inLastBatch) {
        // given
        SyncPlan plan = new SyncPlan();
        plan.ingestAgain(SPACE, IntStream.range(0, pages).<Item>mapToObj(PageUploadTest::page).toList());

        // when
        List<List<PlannedItem>> asked = upload.batches(plan, cycle);

        // then
        assertThat(asked).hasSize(batches);
        assertThat(asked.stream().mapToInt(List::size).sum()).isEqualTo(pages);
        assertThat(asked.isEmpty() ? 0 : asked.get(batches - 1).size()).isEqualTo(inLastBatch);
    }

    @Test
    void shouldNameAllPagesOfABatchInItsRequest() {
        // when
        String address = batch(7, 8).next().uri().toString();

        // then
        assertThat(address).contains("cql=id%20in%20(7%2C%208)", "body.storage", "limit=2");
    }

    @Test
    void shouldHalveBatchesUntilOneBadPageStandsAlone() {
        // when / then
        assertThat(upload.halves(batch(1, 2, 3, 4, 5))).containsExactly(planned(1, 2, 3), planned(4, 5));
        assertThat(upload.halves(batch(1, 2))).containsExactly(planned(1), planned(2));
    }

    private static TransientException transientFailure(int status) {
        return new TransientException("failed", new OptionalStatus(status), Optional.empty());
    }

    static Stream<Exception> failuresOfSizeOrOfOnePage() {
        return Stream.concat(Stream.of(new SocketTimeoutException("slow"), new JsonParseException(null, "cut short"),
                        new IOException("closed"), new TransientException("an answer without results")),
                Stream.concat(IntStream.of(408, 500, 502, 503, 504).mapToObj(PageUploadTest::transientFailure),
                        IntStream.of(400, 404, 413, 414).mapToObj(
                                status -> new PermanentException("refused", new OptionalStatus(status)))));
    }

    @ParameterizedTest
    @MethodSource("failuresOfSizeOrOfOnePage")
    void shouldHalveBatchThatMayBeTooLargeOrHoldOneBadPage(Exception failure) {
        // when / then
        assertThat(upload.canHalve(batchOf(2), failure)).isTrue();
        assertThat(upload.canHalve(batchOf(1), failure)).isFalse();
    }

    static Stream<Exception> failuresOfEveryRequest() {
        return Stream.of(transientFailure(429), new UnauthorizedException("wrong token"), new PermanentException("paused"),
                new PermanentException("locked", new OptionalStatus(401)), new PermanentException("no", new OptionalStatus(403)),
                new PermanentException("removed", new OptionalStatus(410)));
    }

    @ParameterizedTest
    @MethodSource("failuresOfEveryRequest")
    void shouldNotHalveBatchWhoseHalvesWouldFailAlike(Exception failure) {
        // when / then
        assertThat(upload.canHalve(batchOf(25), failure)).isFalse();
    }

    @Test
    @DisplayName("P10: once page after page failed alone, it is no single page's fault: an outage costs a few requests, not twice as many as pages")
    void shouldNotHalveDuringOutage() {
        // given
        Exception outage = transientFailure(503);
        int requests = requestsOf(25, outage);

        // when
        int later = requestsOf(25, outage);

        // then
        assertThat(requests).isLessThan(30);
        assertThat(later).isEqualTo(1);
    }

    /** Plays the route for a batch of which every request fails. */
    private int requestsOf(int count, Exception failure) {
        PageBatch batch = batchOf(count);
        if (upload.canHalve(batch, failure)) {
            return 1 + upload.halves(batch).stream().mapToInt(half -> requestsOf(half.size(), failure)).sum();
        }
        upload.batchFailed(batch, cycle, failure);
        return 1;
    }

    /** The page as it is now, not as discovery saw it: text, labels and version belong together. */
    @Test
    void shouldTakeTextLabelsAndVersionFromTheSameAnswer() throws IOException {
        // when
        List<FetchedPage> fetched = upload.fetched(batch(7), answer(",'body':{'storage':{'value':'<p>größer</p>'}}"));

        // then
        assertThat(fetched).singleElement().isInstanceOfSatisfying(FetchedPage.Complete.class, complete -> {
            PageContent content = complete.content();
            assertThat(content.known()).isTrue();
            assertThat(content.title()).isEqualTo("Seven");
            assertThat(content.page().updatedAt()).isEqualTo("2026-03-09T08:00:00Z");
            assertThat(content.page().labels()).containsExactly("policy");
            assertThat(content.body().length()).isEqualTo("<p>größer</p>".getBytes(StandardCharsets.UTF_8).length);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        ",'body':{'storage':{'value':''}}   | the page is empty",
        ",'body':{'storage':{'value':null}} | Confluence gave no body",
        ",'body':{'storage':{'value':7}}    | Confluence gave no body",
        ",'body':{}                         | Confluence gave no body",
        "``                                 | Confluence gave no body",
    })
    void shouldSkipPageWithoutText(String body, String reason) throws IOException {
        // when
        List<FetchedPage> fetched = upload.fetched(batch(7), answer(body == null ? "" : body));

        // then
        assertThat(fetched).containsExactly(new FetchedPage.Empty(page(7), reason));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'results':[{'id':'7','status':'trashed','body':{'storage':{'value':'<p/>'}}}]}            | no longer current",
        "{'results':[{'id':'7','body':{'storage':{'value':'<p/>'}}}]}                               | no type",
        "{'results':[{'id':'7','type':'page','body':{'storage':{'value':'<p/>'}}}]}                 | no space",
        "{'results':[{'id':'7','type':'page','space':{'id':2,'key':'NEW'},'body':{'storage':{'value':'<p/>'}}}]} | moved to another space",
        "{'results':[{'id':'7','type':'page','space':{'id':1,'key':'DOC'},'body':{'storage':{'value':'<p/>'}}}]} | no version time",
    })
    void shouldFailOnlyThePageThatTheAnswerDoesNotDescribe(String answer, String reason) throws IOException {
        // when
        List<FetchedPage> fetched = upload.fetched(batch(7), json(answer));

        // then
        assertThat(fetched).singleElement().isInstanceOfSatisfying(FetchedPage.Failed.class, failed -> {
            assertThat(failed.known()).isTrue();
            assertThat(failed.failure()).hasMessageContaining(reason);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'results':[]}", "{'results':[{'id':'8'}]}"})
    void shouldFailPageThatNoAnswerBrings(String answer) throws IOException {
        // given
        PageBatch batch = batch(7);

        // when
        List<FetchedPage> fetched = upload.fetched(batch, json(answer));
        upload.notReturned(batch, cycle);

        // then
        assertThat(fetched).isEmpty();
        assertThat(batch.hasNext()).isFalse();
        assertThat(report().failures()).singleElement().extracting(ItemFailure::reason).asString()
                .contains("did not return the page");
    }

    @Test
    @DisplayName("S10: why an item failed is told in our own words, and of anybody else's error the kind alone")
    void shouldTellReasonInOurOwnWords() {
        // when
        upload.notFetched(new FetchedPage.Failed(page(7), false, new MalformedRecordException("a record has no space")), cycle);
        upload.notFetched(new FetchedPage.Failed(page(7), false, new IOException("secret")), cycle);

        // then
        assertThat(report().failures()).extracting(ItemFailure::reason)
                .containsExactly("a record has no space", "IOException");
    }

    @Test
    void shouldCountEachPageOfABatchThatFailed() {
        // when
        upload.batchFailed(batch(7, 8), cycle, new PermanentException("refused"));

        // then
        assertThat(report().total(Count.PAGES_FAILED)).isEqualTo(2);
        assertThat(cycle.hasFailed("7")).isTrue();
    }

    /** P10, B50: a page that came without text is no failure, and its stored copies stay, also one in another space. */
    @Test
    void shouldCountSkippedPageAndKeepItsCopies() {
        // when
        upload.skipped(new FetchedPage.Empty(page(7), "the page is empty"), cycle);

        // then
        assertThat(report().total(Count.PAGES_SKIPPED)).isEqualTo(1);
        assertThat(report().failedItems()).isZero();
        assertThat(cycle.hasFailed("7")).isTrue();
    }

    /** A page that stays empty is found in every cycle. */
    @Test
    void shouldTellOnceThatAVersionIsLeftOut() {
        // given
        Page edited = new Page("7", PageKind.PAGE, SPACE, "2026-03-02T00:00:00Z", "https://w/7", List.of());

        // when
        try (CapturedLog log = CapturedLog.json(Level.DEBUG, DiagnosticsPolicy.CONCEAL)) {
            Stream.of(page(7), page(7), edited).forEach(page -> upload.skipped(new FetchedPage.Empty(page, "the page is empty"), cycle));

            // then
            assertThat(log.events(EventName.ITEM_SKIPPED)).extracting(event -> event.get("level")).containsExactly("INFO", "DEBUG", "INFO");
        }
    }

    @Test
    void shouldKeepBytesThatAnExtensionLeftAsTheyWere() {
        // given
        PageContent content = new PageContent(page(7), false, "Seven", "<p>same</p>".getBytes(StandardCharsets.UTF_8));

        // when / then
        assertThat(upload.withText(content, "<p>same</p>")).isSameAs(content);
        assertThat(upload.text(upload.withText(content, "<p>other</p>"))).isEqualTo("<p>other</p>");
    }
}
