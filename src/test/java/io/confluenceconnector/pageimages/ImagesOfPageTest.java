package io.confluenceconnector.pageimages;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/** P15: which images become part of a page, and why others do not. */
class ImagesOfPageTest {

    private static final Space SPACE = new Space("1", "DOC", "Documentation");
    private static final Page PAGE = new Page("10", PageKind.PAGE, SPACE, "2026-01-01T00:00:00Z", "https://w/10", List.of());
    private static final int MIB = 1 << 20;

    private static Attachment image(String id, String title, long size, String updatedAt) {
        return new Attachment("10", id, SPACE, title, "image/png", false, size < 0 ? OptionalLong.empty() : OptionalLong.of(size), updatedAt,
                "https://w/" + id, "");
    }

    private static Attachment image(String title, long size) {
        return image(title, title, size, "2026-01-01T00:00:00Z");
    }

    private static String macro(String fileName) {
        return "<ac:image><ri:attachment ri:filename=\"" + fileName + "\"/></ac:image>";
    }

    private static ImagesOfPage images(String body, Attachment... own) {
        return new ImagesOfPage(PAGE, body.getBytes(StandardCharsets.UTF_8), List.of(own));
    }

    private static ImagesOfPage placed(String body, Attachment... own) {
        ImagesOfPage images = images(body, own);
        images.place();
        return images;
    }

    private static ImageBytes bytes(int size) {
        try {
            return ImageBytes.read(new ByteArrayInputStream(new byte[size]), OptionalLong.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sent(ImagesOfPage images) {
        try {
            return new String(images.body().open().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void shouldFillPageInItsOrderAndLeaveOutWhatNoLongerFits() {
        // given
        Attachment first = image("1.png", 30 * MIB);
        Attachment second = image("2.png", 30 * MIB);
        Attachment third = image("3.png", 20 * MIB);
        Attachment orphan = image("orphan.png", 1);

        // when
        ImagesOfPage images = placed(macro("2.png") + macro("1.png") + macro("3.png"), first, second, third, orphan);

        // then
        assertThat(images.downloads()).containsExactly(second, third);
        assertThat(images.kept()).containsExactly(entry(KeptBecause.PAGE_FULL, List.of(macro("2.png").length(), 3 * macro("2.png").length())));
        assertThat(images.bytesToHold()).isEqualTo(50 * MIB);
    }

    @Test
    @DisplayName("an image shown often is downloaded and held once, and counts as often as it is sent")
    void shouldDownloadDuplicatesOnce() {
        // given
        Attachment image = image("a.png", 20 * MIB);

        // when
        ImagesOfPage images = placed(macro("a.png").repeat(3), image);
        images.downloaded(image, bytes(3));

        // then
        assertThat(images.downloads()).containsExactly(image);
        assertThat(images.bytesToHold()).isEqualTo(20 * MIB);
        assertThat(images.kept()).containsOnlyKeys(KeptBecause.PAGE_FULL);
        assertThat(images.replaced()).isEqualTo(2);
        assertThat(sent(images)).isEqualTo("<img src=\"data:image/png;base64,AAAA\" alt=\"a.png\"/>".repeat(2) + macro("a.png"));
    }

    @Test
    void shouldBoundImagesOfUnknownSizeByWhatIsLeft() {
        // given
        Attachment known = image("known.png", 30 * MIB);
        Attachment unknown = image("unknown.png", -1);

        // when
        ImagesOfPage images = placed(macro("unknown.png").repeat(2), known, unknown);
        long most = images.mostBytes(unknown);
        images.downloaded(unknown, bytes(MIB));

        // then
        assertThat(images.bytesToHold()).isEqualTo(50 * MIB);
        assertThat(most).isEqualTo(10 * MIB);
        assertThat(images.mostBytes(unknown)).isEqualTo(9 * MIB);
        assertThat(images.mostBytes(known)).isEqualTo(30 * MIB);
    }

    @Test
    void shouldSayOfEachImageWhyItIsMissing() {
        // given
        Attachment failing = image("failing.png", 9);
        Attachment hollow = image("hollow.png", -1);
        String body = macro("none.png") + "<ac:image/>" + "<ac:image><ri:url ri:value=\"https://x\"/></ac:image>" + macro("failing.png")
                + macro("empty.png") + macro("hollow.png");

        // when
        ImagesOfPage images = placed(body, failing, image("empty.png", 0), hollow, image("empty orphan.png", 0));
        images.notDownloaded(failing);
        images.downloaded(hollow, bytes(0));

        // then
        assertThat(images.kept()).containsOnlyKeys(KeptBecause.NO_SUCH_IMAGE, KeptBecause.UNREADABLE_MACRO, KeptBecause.EXTERNAL_ADDRESS,
                KeptBecause.NOT_OBTAINED, KeptBecause.EMPTY_FILE);
        assertThat(images.kept().get(KeptBecause.EMPTY_FILE)).hasSize(3);
        assertThat(images.kept()).contains(entry(KeptBecause.NOT_OBTAINED, List.of(body.indexOf(macro("failing.png")))));
        assertThat(sent(images)).isEqualTo(body);
    }

    @Test
    @DisplayName("B66: of several files with one name the newest is meant")
    void shouldTakeNewestOfFilesWithOneName() {
        // given
        Attachment old = image("1", "a.png", 3, "2026-01-01T00:00:00Z");
        Attachment recent = image("2", "a.png", 3, "2026-03-01T00:00:00.000+01:00");

        // when
        ImagesOfPage images = placed(macro("a.png"), recent, old);
        images.downloaded(recent, bytes(3));

        // then
        assertThat(sent(images)).isEqualTo("<img src=\"data:image/png;base64,AAAA\" alt=\"a.png\"/>");
        assertThat(images.replaced()).isEqualTo(1);
    }

    @Test
    @DisplayName("B83: what cannot be looked up is not taken from the own page")
    void shouldAskForEachOtherPageOnceAndForNoMoreThanABoundedNumber() {
        // given
        String body = IntStream.range(0, 60).boxed().flatMap(i -> Stream.of(i, i)).map(i ->
                "<ac:image><ri:attachment ri:filename=\"a.png\"><ri:page ri:content-title=\"Page " + i + "\"/></ri:attachment></ac:image>")
                .collect(Collectors.joining());
        ImagesOfPage images = images(body, image("a.png", 3));

        // when
        List<PageReference> asked = List.copyOf(images.otherPages());
        images.found(asked.get(0), "11", List.of());
        images.found(asked.get(1), PAGE.pageId(), List.of());
        images.notFound(asked.get(2), true);
        asked.subList(3, asked.size()).forEach(reference -> images.notFound(reference, false));
        images.place();

        // then
        assertThat(asked).hasSize(ImagesOfPage.MOST_PAGES)
                .allSatisfy(reference -> assertThat(((PageReference.Titled) reference).spaceKey()).isEqualTo("DOC"));
        assertThat(images.downloads()).as("only the second reference means this very page").hasSize(1);
        assertThat(images.kept().get(KeptBecause.NO_SUCH_IMAGE)).hasSize(2);
        assertThat(images.kept().get(KeptBecause.NO_SUCH_PAGE)).hasSize(2);
        assertThat(images.kept().get(KeptBecause.NOT_OBTAINED)).hasSize(2 * 47);
        assertThat(images.kept().get(KeptBecause.TOO_MANY_PAGES)).hasSize(2 * 10);
    }

    @Test
    void shouldPutImagesWithinCaptionsIntoTheirPlace() {
        // given
        Attachment image = image("a.png", 3);
        String body = "<ac:image><ri:attachment ri:filename=\"a.png\"/><ac:caption>see " + macro("a.png") + ".</ac:caption></ac:image>";

        // when
        ImagesOfPage images = placed(body, image);
        images.downloaded(image, bytes(3));

        // then
        String img = "<img src=\"data:image/png;base64,AAAA\" alt=\"a.png\"/>";
        assertThat(sent(images)).isEqualTo(img + "see " + img + ".");
    }
}
