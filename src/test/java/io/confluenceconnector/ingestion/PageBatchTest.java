package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.diff.PlannedItem;
import io.confluenceconnector.gateway.TransientException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** P10: answers that bring fewer bodies than were asked for. */
class PageBatchTest {

    private static final Space SPACE = new Space("1", "DOC", "Documentation");

    static Stream<ConfluenceApi> products() {
        return Stream.of(new CloudApi(URI.create("https://acme.example"), URI.create("https://gateway.example/ex/confluence/c")),
                new DataCenterApi(URI.create("https://wiki.example")));
    }

    private static PageBatch batch(ConfluenceApi api, String... ids) {
        return new PageBatch(Stream.of(ids).map(id -> new PlannedItem(new Page(id, PageKind.PAGE, SPACE,
                "2026-01-01T00:00:00Z", "https://w/" + id, List.of()), false)).toList(), api.bodies(List.of(ids)));
    }

    /** @param next the link's cursor; none when it is empty */
    private static JsonNode answer(String next, String... ids) {
        String records = String.join(",", Stream.of(ids).map(id -> "{\"id\": \"" + id + "\"}").toList());
        String links = next.isEmpty() ? "{}" : "{\"next\": \"/rest/api/content/search?cql=x&limit=9&cursor=" + next + "\"}";
        try {
            return new ObjectMapper().readTree("{\"results\": [" + records + "], \"limit\": 9, \"_links\": " + links + "}");
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static List<String> ids(List<PageBatch.Found> found) {
        return found.stream().map(each -> each.page().item().pageId()).toList();
    }

    @ParameterizedTest
    @MethodSource("products")
    void shouldAskForTheRestThatAShortAnswerPromises(ConfluenceApi api) {
        // given
        PageBatch batch = batch(api, "1", "2", "3");
        List<URI> asked = new ArrayList<>();

        // when
        asked.add(batch.next().uri());
        List<String> first = ids(batch.accept(answer("a", "1", "2")));
        boolean more = batch.hasNext();
        asked.add(batch.next().uri());
        List<String> second = ids(batch.accept(answer("", "3")));

        // then
        assertThat(first).containsExactly("1", "2");
        assertThat(more).isTrue();
        assertThat(second).containsExactly("3");
        assertThat(asked).doesNotHaveDuplicates();
        assertThat(batch.hasNext()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("products")
    @DisplayName("P10: Confluence's quota is the scarcest good: what came in full is not followed further")
    void shouldAskOnceForWhatComesAtOnce(ConfluenceApi api) {
        // given
        PageBatch batch = batch(api, "1", "2");

        // when
        batch.accept(answer("a", "1", "2"));

        // then
        assertThat(batch.hasNext()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("products")
    void shouldEndWhereNothingMoreIsPromised(ConfluenceApi api) {
        // given
        PageBatch batch = batch(api, "1", "2", "3");

        // when
        batch.accept(answer("", "1"));

        // then
        assertThat(batch.hasNext()).isFalse();
        assertThat(batch.missing()).extracting(page -> page.item().pageId()).containsExactly("2", "3");
    }

    @ParameterizedTest
    @MethodSource("cloud")
    @DisplayName("P10: an empty page that promises more is followed a few times, and is a failure then")
    void shouldFollowEmptyAnswersFewTimes(ConfluenceApi cloud) {
        // given
        PageBatch batch = batch(cloud, "1", "2");

        // when
        batch.accept(answer("a"));
        List<String> afterEmptyOne = ids(batch.accept(answer("b", "2")));
        batch.accept(answer("c"));
        batch.accept(answer("d"));
        batch.accept(answer("e"));

        // then
        assertThat(afterEmptyOne).containsExactly("2");
        assertThatThrownBy(() -> batch.accept(answer("f"))).isInstanceOf(TransientException.class);
        assertThat(batch.missing()).hasSize(1);
    }

    static Stream<ConfluenceApi> cloud() {
        return products().limit(1);
    }

    @ParameterizedTest
    @MethodSource("products")
    void shouldTakeOnlyWhatWasAskedFor(ConfluenceApi api) {
        // given
        PageBatch batch = batch(api, "1");

        // when
        List<String> found = ids(batch.accept(answer("", "7", "1", "1")));

        // then
        assertThat(found).containsExactly("1");
    }
}
