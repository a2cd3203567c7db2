package io.confluenceconnector.pageimages;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** P15, B86: bytes of images are held as they are, and become Base64 on their way. */
class ImageBytesTest {

    private static final int PIECE = 3 * 64 * 1024;

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static PageBody page(ImageBytes image) {
        return PageBody.spliced("<p></p>".getBytes(StandardCharsets.UTF_8), List.of(new PageBody.Splice(
                new ImageMacro.Span(3, 3), List.of(new PageBody.Image("image/png", image, " alt=\"x\"")))));
    }

    private static InputStream inSmallParts(byte[] bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, bytes.length / 2),
                new ByteArrayInputStream(bytes, bytes.length / 2, bytes.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 1000, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 2})
    void shouldSendTheSameAsBase64OfTheWhole(int size) throws IOException {
        // given
        byte[] bytes = random(size);
        String expected = "<p><img src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(bytes) + "\" alt=\"x\"/></p>";

        // when
        PageBody declared = page(ImageBytes.read(inSmallParts(bytes), OptionalLong.of(size)));
        PageBody undeclared = page(ImageBytes.read(inSmallParts(bytes), OptionalLong.empty()));

        // then
        assertThat(declared.length()).isEqualTo(undeclared.length()).isEqualTo(expected.length());
        assertThat(declared.open()).hasContent(expected);
        assertThat(undeclared.open()).hasContent(expected);
        assertThat(undeclared.open()).as("as often as an upload is tried").hasContent(expected);
    }

    @Test
    void shouldRefuseAnotherLengthThanDeclared() {
        // then
        assertThatThrownBy(() -> ImageBytes.read(new ByteArrayInputStream(random(9)), OptionalLong.of(10)))
                .isInstanceOf(EOFException.class).hasMessageContaining("9 of 10");
        assertThatIOException().isThrownBy(() -> ImageBytes.read(new ByteArrayInputStream(random(11)), OptionalLong.of(10)))
                .withMessageContaining("more than the declared 10");
    }

    @Test
    void shouldRefuseSplicesThatOverlap() {
        // given
        List<PageBody.Splice> splices = List.of(new PageBody.Splice(new ImageMacro.Span(0, 3), List.of()),
                new PageBody.Splice(new ImageMacro.Span(2, 4), List.of()));

        // then
        assertThatIllegalArgumentException().isThrownBy(() -> PageBody.spliced(new byte[9], splices));
    }

    @Test
    void shouldNotShowContentAsText() throws IOException {
        // when
        PageBody body = page(ImageBytes.read(new ByteArrayInputStream(random(30)), OptionalLong.empty()));

        // then
        assertThat(body).hasToString("body of " + body.length() + " bytes");
    }
}
