package io.confluenceconnector.reconciliation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.platform.StoredContent;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** P14: the listing of one space, page by page. */
class SpaceReviewTest {

    private static final Space SPACE = new Space("7", "DOC", "Documentation");
    private static final String KEY = "acme/7_DOC/42";
    private static final Page PAGE = new Page("42", PageKind.PAGE, SPACE, "2025-03-04T10:00:00.000Z",
            "https://wiki.example/42", List.of());

    private static StoredContent pending(String key) {
        return new StoredContent("id of " + key, key,
                JsonMapper.builder().build().valueToTree(Map.of("versionTimestamp", "pending")), "QUEUED");
    }

    private static StoredContent labelled(String... labels) {
        return new StoredContent("id", KEY, JsonMapper.builder().build().valueToTree(
                Map.of("versionTimestamp", PAGE.updatedAt(), "confluenceLabels", labels)), "FINISHED");
    }

    @Test
    void shouldReadUntilTheTotalIsReached() {
        // given
        SpaceReview review = new SpaceReview(SPACE, Map.of(KEY, PAGE));

        // when
        review.take(List.of(pending("acme/7_DOC/1"), pending("acme/7_DOC/2")), 3);
        boolean afterFirst = review.hasMore();
        int skip = review.read();
        review.take(List.of(pending(KEY)), 3);

        // then
        assertThat(afterFirst).isTrue();
        assertThat(skip).isEqualTo(2);
        assertThat(review.hasMore()).isFalse();
        assertThat(review.outdated()).containsExactly(PAGE);
    }

    @Test
    void shouldEndWithAnEmptyPageWhateverTheTotalSays() {
        // given
        SpaceReview review = new SpaceReview(SPACE, Map.of(KEY, PAGE));

        // when
        review.take(List.of(), 3);

        // then
        assertThat(review.hasMore()).isFalse();
    }

    @Test
    void shouldReadNothingWhenThereIsNothingToCompare() {
        // when
        SpaceReview review = new SpaceReview(SPACE, Map.of());

        // then
        assertThat(review.hasMore()).isFalse();
    }

    @Test
    @DisplayName("P14: what is stored of relabelled pages is let go, for a whole wiki may be relabelled")
    void shouldKeepNothingOfWhatIsStored() {
        // given
        SpaceReview review = new SpaceReview(SPACE, Map.of(KEY, PAGE));

        // when
        WeakReference<StoredContent> taken = taken(review, labelled("other"));

        // then
        assertThat(review.relabelled()).containsExactly(PAGE);
        await().until(() -> {
            System.gc();
            return taken.get() == null;
        });
    }

    private static WeakReference<StoredContent> taken(SpaceReview review, StoredContent stored) {
        review.take(List.of(stored), 1);
        return new WeakReference<>(stored);
    }

    @Test
    void shouldUpdateLabelsThatDifferStill() {
        // given
        SpaceReview review = new SpaceReview(SPACE, Map.of(KEY, PAGE));
        StoredContent differs = labelled("other");

        // when
        List<LabelUpdate> updates = review.labelUpdates(List.of(differs));
        List<LabelUpdate> none = review.labelUpdates(List.of(labelled(), pending(KEY), pending("acme/7_DOC/gone")));

        // then
        assertThat(updates).containsExactly(new LabelUpdate(PAGE, differs));
        assertThat(none).isEmpty();
    }

    @Test
    void shouldNotTouchWhatDiscoveryDidNotFind() {
        // given
        SpaceReview review = new SpaceReview(SPACE, Map.of(KEY, PAGE));

        // when
        review.take(List.of(pending("acme/7_DOC/gone")), 1);

        // then
        assertThat(review.outdated()).isEmpty();
        assertThat(review.compared()).isZero();
    }
}
