package io.confluenceconnector.confluence;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A listing finds everything, or says that it is incomplete; it never ends early on a guess (P6). */
class ListingTest {
    private static final String CURSOR_BASE = "https://gw";
    private static final ConfluenceRequest SEARCH =
            new ConfluenceRequest("/search", URI.create(CURSOR_BASE + "/search?cql=x&expand=version&limit=200"));

    private static CursorListing cursor() {
        return new CursorListing(SEARCH, link -> URI.create(CURSOR_BASE + link));
    }

    private static OffsetListing offset(int limit) {
        return new OffsetListing(new ConfluenceRequest("/search", URI.create("https://w/search?cql=x")), limit);
    }

    private static JsonNode answer(String rest, String... ids) {
        String results = List.of(ids).stream().map(id -> "{'id':'" + id + "'}").collect(Collectors.joining(","));
        return Json.of("{'results':[" + results + "]" + rest + "}");
    }

    private static String next(String link) {
        return ",'_links':{'next':'" + link + "'}";
    }

    private static List<String> ids(List<JsonNode> records) {
        return records.stream().map(record -> record.path("id").asText()).toList();
    }

    private static String[] range(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'results':null}", "{'results':{}}", "[]", "{'message':'hello'}"})
    void shouldTakeAnswerWithoutResultsForNoListing(String answer) {
        // when / then
        assertThatThrownBy(() -> cursor().accept(Json.of(answer))).isInstanceOf(IncompleteListingException.class);
        assertThatThrownBy(() -> offset(200).accept(Json.of(answer))).isInstanceOf(IncompleteListingException.class);
    }

    @Nested
    class CursorListingTest {

        @Test
        void shouldFollowWholeNextLinkUntilThereIsNone() {
            // given (B04, B06: the link is neither taken for a cursor nor changed)
            CursorListing listing = cursor();
            List<String> found = new ArrayList<>();

            // when
            found.addAll(ids(listing.accept(answer(next("/search?cursor=c1%3D%3D&cql=x&expand=version&limit=1"), "1"))));
            URI second = listing.next().uri();
            found.addAll(ids(listing.accept(answer("", "2"))));

            // then
            assertThat(second).hasToString("https://gw/search?cursor=c1%3D%3D&cql=x&expand=version&limit=1");
            assertThat(found).containsExactly("1", "2");
            assertThat(listing.hasNext()).isFalse();
        }

        @Test
        void shouldNotDeriveTheEndFromShortPage() {
            // given (B01: the server capped the limit)
            CursorListing listing = cursor();

            // when
            listing.accept(answer(",'limit':2,'size':2" + next("/search?cursor=p2"), "1", "2"));

            // then
            assertThat(listing.hasNext()).isTrue();
        }

        @Test
        void shouldRefuseNextLinkThatWasSeenBefore() {
            // given (B09)
            CursorListing listing = cursor();
            listing.accept(answer(next("/search?cursor=p2"), "1"));

            // when / then
            assertThatThrownBy(() -> listing.accept(answer(next("/search?cursor=p2"), "2")))
                    .isInstanceOf(IncompleteListingException.class).hasMessageContaining("/search");
        }

        @Test
        void shouldRefuseCursorThatReturnsInAnotherLink() {
            // given (B07: a growing start does not page on Cloud)
            CursorListing listing = cursor();
            listing.accept(answer(next("/search?start=25&cursor=p2"), "1"));

            // when / then
            assertThatThrownBy(() -> listing.accept(answer(next("/search?start=50&cursor=p2"), "1")))
                    .isInstanceOf(IncompleteListingException.class);
        }

        @Test
        void shouldFollowThreeEmptyPagesAndGiveUpAtTheFourth() {
            // given
            CursorListing listing = cursor();
            for (int i = 0; i < 3; i++) {
                listing.accept(answer(next("/search?cursor=e" + i)));
            }

            // when / then
            assertThat(listing.hasNext()).isTrue();
            assertThatThrownBy(() -> listing.accept(answer(next("/search?cursor=e3"))))
                    .isInstanceOf(IncompleteListingException.class).hasMessageContaining("empty");
        }

        @Test
        void shouldGiveUpWhenEverNewCursorsBringNothingNew() {
            // given (B07 on top of cursors: the same two records for ever, or two pages in turns)
            CursorListing listing = cursor();
            listing.accept(answer(next("/search?cursor=c0"), "1", "2"));
            listing.accept(answer(next("/search?cursor=c1"), "3"));
            for (int i = 2; i < 5; i++) {
                listing.accept(i % 2 == 0 ? answer(next("/search?cursor=c" + i), "1", "2") : answer(next("/search?cursor=c" + i), "3"));
            }

            // when / then
            assertThat(listing.hasNext()).isTrue();
            assertThatThrownBy(() -> listing.accept(answer(next("/search?cursor=c5"), "3")))
                    .isInstanceOf(IncompleteListingException.class).hasMessageContaining("repeated");
        }

        @Test
        void shouldFollowPagesThatRepeatOnlySomeRecords() {
            // given (somebody edits while the listing is read)
            CursorListing listing = cursor();

            // when
            List<String> found = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                found.addAll(ids(listing.accept(answer(next("/search?cursor=c" + i), range(i, i + 2)))));
            }

            // then
            assertThat(found).contains("0", "8");
            assertThat(listing.hasNext()).isTrue();
        }

        @Test
        void shouldCountOnlyEmptyPagesInARow() {
            // given
            CursorListing listing = cursor();

            // when
            for (int i = 0; i < 8; i++) {
                listing.accept(i % 2 == 0 ? answer(next("/search?cursor=e" + i)) : answer(next("/search?cursor=f" + i),
                        "r" + i));
            }

            // then
            assertThat(listing.hasNext()).isTrue();
        }

        @Test
        void shouldEndWithEmptyLastPage() {
            // given
            CursorListing listing = cursor();

            // when
            listing.accept(answer(",'_links':{'next':null}"));

            // then
            assertThat(listing.hasNext()).isFalse();
        }

        @Test
        void shouldAskForHalfAsMuchUntilTheFloor() {
            // given (B11)
            CursorListing listing = cursor();
            List<String> asked = new ArrayList<>();

            // when
            while (listing.shrink()) {
                asked.add(listing.next().uri().getQuery().replaceAll(".*limit=", ""));
            }

            // then
            assertThat(asked).containsExactly("100", "50", "25", "12", "6", "5");
        }

        @Test
        void shouldKeepSmallerLimitInFollowedLinks() {
            // given
            CursorListing listing = cursor();
            listing.shrink();

            // when
            listing.accept(answer(next("/search?cursor=p2&limit=200&cql=x"), "1"));
            URI larger = listing.next().uri();
            listing.accept(answer(next("/search?cursor=p3&limit=25&cql=x"), "2"));
            URI smaller = listing.next().uri();

            // then
            assertThat(larger).hasToString("https://gw/search?cursor=p2&limit=100&cql=x");
            assertThat(smaller).hasToString("https://gw/search?cursor=p3&limit=25&cql=x");
        }

        @Test
        void shouldNotShrinkLinkWithoutLimit() {
            // given
            CursorListing listing = new CursorListing(new ConfluenceRequest("/x", URI.create("https://gw/x")), URI::create);

            // when / then
            assertThat(listing.shrink()).isFalse();
        }
    }

    @Nested
    class OffsetListingTest {

        @Test
        void shouldAdvanceByRecordsReceivedNotByLimit() {
            // given (B01: asked for 100, served 2)
            OffsetListing listing = offset(100);
            List<String> found = new ArrayList<>();
            List<String> asked = new ArrayList<>();

            // when
            for (int from = 0; listing.hasNext(); from += 2) {
                asked.add(listing.next().uri().getQuery());
                String rest = ",'limit':2,'size':2" + (from < 4 ? next("/search?limit=100&start=" + (from + 100)) : "");
                found.addAll(ids(listing.accept(from < 6 ? answer(rest, range(from, from + 2)) : answer(rest))));
            }

            // then
            assertThat(found).containsExactly("0", "1", "2", "3", "4", "5");
            assertThat(asked).containsExactly("cql=x&start=0&limit=100", "cql=x&start=2&limit=100",
                    "cql=x&start=4&limit=100", "cql=x&start=6&limit=100");
        }

        @ParameterizedTest
        @ValueSource(ints = {50, 200, 1000})
        void shouldFindWholeTreeUnderEveryCap(int cap) {
            // given (B08)
            OffsetListing listing = offset(200);
            List<String> found = new ArrayList<>();

            // when
            while (listing.hasNext()) {
                int from = found.size();
                int to = Math.min(120, from + cap);
                found.addAll(ids(listing.accept(answer(",'limit':" + Math.min(cap, 200)
                        + (to < 120 ? next("/search?start=" + to) : ""), range(from, to)))));
            }

            // then
            assertThat(found).hasSize(120).doesNotHaveDuplicates();
        }

        @Test
        void shouldAskOnceMoreAfterFullPageWithoutNext() {
            // given (some proxies and versions omit it)
            OffsetListing listing = offset(2);

            // when
            listing.accept(answer("", "1", "2"));
            boolean askedOnceMore = listing.hasNext();
            listing.accept(answer(""));

            // then
            assertThat(askedOnceMore).isTrue();
            assertThat(listing.hasNext()).isFalse();
        }

        @Test
        void shouldEndAtShortPageWithoutNext() {
            // given
            OffsetListing listing = offset(200);

            // when
            listing.accept(answer(",'limit':200", "1", "2"));

            // then
            assertThat(listing.hasNext()).isFalse();
        }

        @Test
        void shouldSurviveNextLinksBeyondTheEnd() {
            // given (CONFSERVER-95396)
            OffsetListing listing = offset(2);
            List<String> found = new ArrayList<>(ids(listing.accept(answer(next("/search?start=2"), "1", "2"))));

            // when
            found.addAll(ids(listing.accept(answer(next("/search?start=4"), "1", "2"))));

            // then
            assertThat(found).containsExactly("1", "2");
            assertThat(listing.hasNext()).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"'id':'1'", "'title':'without an id'"})
        void shouldEndWhenItComesBackToAnEarlierPage(String first) {
            // given (B09: not only the page before is repeated)
            OffsetListing listing = offset(1);
            List<String> pages = List.of(first, "'id':'2'", first);

            // when
            List<Integer> records = pages.stream()
                    .map(page -> listing.accept(Json.of("{'results':[{" + page + "}]" + next("/search?start=9") + "}")).size()).toList();

            // then
            assertThat(records).containsExactly(1, 1, 0);
            assertThat(listing.hasNext()).isFalse();
        }

        @Test
        void shouldEndAtEmptyPageWithNext() {
            // given
            OffsetListing listing = offset(2);
            listing.accept(answer(next("/search?start=2"), "1", "2"));

            // when
            listing.accept(answer(next("/search?start=4")));

            // then
            assertThat(listing.hasNext()).isFalse();
        }

        @Test
        void shouldKeepPageThatRepeatsOnlySomeRecords() {
            // given
            OffsetListing listing = offset(2);
            listing.accept(answer(next("/search?start=2"), "1", "2"));

            // when
            List<JsonNode> records = listing.accept(answer(next("/search?start=4"), "2", "3"));

            // then
            assertThat(ids(records)).containsExactly("2", "3");
            assertThat(listing.hasNext()).isTrue();
        }

        @Test
        void shouldNotTakeRecordsWithoutIdForRepeatedOnes() {
            // given
            OffsetListing listing = offset(1);
            listing.accept(Json.of("{'results':[{'title':'a'}],'_links':{'next':'/n'}}"));

            // when
            listing.accept(Json.of("{'results':[{'title':'b'}],'_links':{'next':'/n'}}"));

            // then
            assertThat(listing.hasNext()).isTrue();
        }

        @Test
        void shouldAskForHalfAsMuchFromTheSamePlace() {
            // given (B11)
            OffsetListing listing = offset(100);
            listing.accept(answer(",'limit':100" + next("/n"), range(0, 100)));
            List<String> asked = new ArrayList<>();

            // when
            while (listing.shrink()) {
                asked.add(listing.next().uri().getQuery());
            }

            // then
            assertThat(asked).containsExactly("cql=x&start=100&limit=50", "cql=x&start=100&limit=25",
                    "cql=x&start=100&limit=12", "cql=x&start=100&limit=6", "cql=x&start=100&limit=5");
        }
    }
}
