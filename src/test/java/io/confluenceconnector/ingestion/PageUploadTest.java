package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.core.JsonParseException;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.diff.PlannedItem;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.gateway.UnauthorizedException;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.ContentRequests;
import io.confluenceconnector.platform.PlatformApi;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** P10: when a batch of bodies is asked for again in halves. */
class PageUploadTest {

    private static final Space SPACE = new Space("1", "DOC", "Documentation");
    private static final DataCenterApi CONFLUENCE = new DataCenterApi(URI.create("https://wiki.example"));
    private static final PlatformApi PLATFORM = new PlatformApi(URI.create("https://i.example"), URI.create("https://s.example"),
            CONFLUENCE.sourceKind(), CONFLUENCE.site());

    private final SyncCycle cycle = new SyncCycle("c", Instant.EPOCH, CycleListener.NONE);
    private final PageUpload pages = new PageUpload(CONFLUENCE, Set.of(),
            new ItemDescriptions(new ContentKeys("acme", false), Map.of(), Map.of(), true),
            new ItemIngestion(new ContentRequests(PLATFORM, true, true), PLATFORM, new FailedUpdates()));

    private PageBatch batch(int count) {
        return pages.batch(planned(count));
    }

    private static List<PlannedItem> planned(int count) {
        return IntStream.range(0, count).mapToObj(i -> new PlannedItem(new Page("" + i, PageKind.PAGE, SPACE,
                "2026-01-01T00:00:00Z", "https://w/" + i, List.of()), false)).toList();
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
        assertThat(pages.canHalve(batch(2), failure)).isTrue();
        assertThat(pages.canHalve(batch(1), failure)).isFalse();
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
        assertThat(pages.canHalve(batch(25), failure)).isFalse();
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

    @Test
    @DisplayName("S10: why an item failed is told in our own words, and of anybody else's error the kind alone")
    void shouldTellReasonInOurOwnWords() {
        // given
        Page page = (Page) planned(1).get(0).item();

        // when
        pages.notFetched(new FetchedPage.Failed(page, false, new MalformedRecordException("a record has no space")), cycle);
        pages.notFetched(new FetchedPage.Failed(page, false, new IOException("secret")), cycle);

        // then
        assertThat(cycle.report(Instant.EPOCH, Optional.empty()).failures()).extracting(ItemFailure::reason)
                .containsExactly("a record has no space", "IOException");
    }

    /** Plays the route for a batch of which every request fails. */
    private int requestsOf(int count, Exception failure) {
        PageBatch batch = batch(count);
        if (pages.canHalve(batch, failure)) {
            return 1 + pages.halves(batch).stream().mapToInt(half -> requestsOf(half.size(), failure)).sum();
        }
        pages.batchFailed(batch, cycle, failure);
        return 1;
    }
}
