package io.confluenceconnector.logging;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** S11, B114, for texts of every script, with marks, joiners, emoji and halves of surrogate pairs. */
@Label("Masking")
class MaskingProperties {

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.of("\u0308", "\u0301", "\u200D", "👍🏽", "👩‍👩‍👦", "🇩🇪", "\uD83D", "\uDE00", "𝒜", "क्षि", "한", "é", " ", "-", "@"));
        return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
    }

    @Property
    @Label("never shows more than four letters or digits")
    void shouldShowFourLettersOrDigitsAtMost(@ForAll("texts") String text) {
        // when
        String masked = Masking.mask(text);

        // then
        assertThat(masked.equals(Masking.MASKED)
                || masked.codePoints().filter(Character::isLetterOrDigit).count() <= 4).isTrue();
    }

    @Property
    @Label("is always valid UTF-8")
    void shouldBeValidText(@ForAll("texts") String text) {
        // when
        String masked = Masking.mask(text) + Masking.maskEmail(text);

        // then
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(masked)).isTrue();
    }

    @Property
    @Label("of the same value is the same, and masking twice changes nothing")
    void shouldBeStable(@ForAll("texts") String text) {
        // when
        String masked = Masking.mask(text);

        // then
        assertThat(Masking.mask(text)).isEqualTo(masked);
        assertThat(masked.equals(Masking.MASKED) || Masking.mask(masked).equals(masked)).isTrue();
    }
}
