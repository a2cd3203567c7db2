package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

/** P15: what this process knows of the images of pages whose version tells nothing of them. */
class InlinedImagesTest {

    private static final Space SPACE = new Space("1", "DOC", "Documentation");
    private static final Page PAGE = new Page("10", PageKind.PAGE, SPACE, "2026-01-01T00:00:00Z", "https://w/10", List.of());
    private static final Attachment IMAGE = image("a.png", "2026-01-01T00:00:00Z");

    private final InlinedImages inlined = new InlinedImages();

    private static Attachment image(String title, String updatedAt) {
        return new Attachment("10", "att1", SPACE, title, "image/png", false, OptionalLong.of(1), updatedAt, "https://w/a", "");
    }

    @Test
    void shouldSeeSpaceForTheFirstTimeOnce() {
        // then
        assertThat(inlined.seesFirst(SPACE)).isTrue();
        assertThat(inlined.seesFirst(SPACE)).isFalse();
    }

    @Test
    void shouldNoticeReplacedRenamedAddedAndRemovedImages() {
        // given
        inlined.seen(PAGE, List.of(IMAGE));

        // then
        assertThat(inlined.isOutdated(PAGE, List.of(IMAGE))).isFalse();
        assertThat(inlined.isOutdated(PAGE, List.of(image("a.png", "2026-02-01T00:00:00Z")))).isTrue();
        assertThat(inlined.isOutdated(PAGE, List.of(image("b.png", "2026-01-01T00:00:00Z")))).isTrue();
        assertThat(inlined.isOutdated(PAGE, List.of(IMAGE, image("b.png", "2026-01-01T00:00:00Z")))).isTrue();
        assertThat(inlined.isOutdated(PAGE, List.of())).isTrue();
    }

    @Test
    void shouldNoticeFirstImageOfPageThatHadNone() {
        // given
        inlined.seen(PAGE, List.of());

        // then
        assertThat(inlined.isOutdated(PAGE, List.of())).isFalse();
        assertThat(inlined.isOutdated(PAGE, List.of(IMAGE))).isTrue();
    }

    @Test
    void shouldTryPageWithMissingImagesThreeTimes() {
        // given
        List<Boolean> outdated = new ArrayList<>();

        // when
        for (int i = 0; i < 4; i++) {
            inlined.ingested(PAGE, List.of(IMAGE), false);
            outdated.add(inlined.isOutdated(PAGE, List.of(IMAGE)));
        }

        // then
        assertThat(outdated).containsExactly(true, true, false, false);
        assertThat(inlined.isOutdated(PAGE, List.of(image("a.png", "2026-02-01T00:00:00Z")))).isTrue();
    }

    @Test
    void shouldBeContentOnceEverythingCame() {
        // given
        inlined.ingested(PAGE, List.of(IMAGE), false);

        // when
        inlined.ingested(PAGE, List.of(IMAGE), true);

        // then
        assertThat(inlined.isOutdated(PAGE, List.of(IMAGE))).isFalse();
    }
}
