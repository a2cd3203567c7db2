package io.confluenceconnector.logging;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** S11, B114. */
class MaskingTest {

    @ParameterizedTest
    @DisplayName("S11: the last four characters stay, letters and digits before them do not, separators do")
    @CsvSource({
            "John Smith, **** *mith",
            "1234567, ***4567",
            "att1544321, ******4321",
            "2b4c-11ee-be56, ****-****-be56",
            "Résumé für Jürgen, ****** *** **rgen",
            "Годовой отчёт, ******* *тчёт",
            "年度报告二零二六, ****二零二六",
            "٠١٢٣٤٥٦, ***٣٤٥٦",
            "第Ⅻ章①のまとめ, ****のまとめ",
            "report.final.pdf, ******.*****.pdf",
    })
    void shouldKeepLastFourCharacters(String value, String masked) {
        // when
        String result = Masking.mask(value);

        // then
        assertThat(result).isEqualTo(masked);
    }

    @ParameterizedTest
    @DisplayName("S11: a value of up to six characters is hidden altogether")
    @CsvSource({"''", "A", "abcdef", "😀😀", "U\u0308", "👨‍👩‍👧", "a\u0301b\u0301c\u0301d\u0301e\u0301f\u0301", "🇩🇪🇫🇷"})
    void shouldHideShortValuesAltogether(String value) {
        // when
        String result = Masking.mask(value);

        // then
        assertThat(result).isEqualTo("[Masked]");
    }

    @ParameterizedTest
    @DisplayName("B114: what a reader sees as one character is masked or kept as one")
    @CsvSource({
            "👨‍👩‍👧 family plan, 👨‍👩‍👧 ****** plan",
            "plan 👨‍👩‍👧👍🏽🇩🇪!, **** 👨‍👩‍👧👍🏽🇩🇪!",
            "aaaaU\u0308bcd, ****U\u0308bcd",
            "U\u0308U\u0308U\u0308abcd, ***abcd",
            "𝒜𝒜𝒜𝒜𝒜𝒜𝒜, ***𝒜𝒜𝒜𝒜",
    })
    void shouldNotCutCharacters(String value, String masked) {
        // when
        String result = Masking.mask(value);

        // then
        assertThat(result).isEqualTo(masked);
    }

    @ParameterizedTest
    @DisplayName("S11: of an address the local part is masked like any value, the domain keeps its first four characters")
    @CsvSource({
            "jane.doe@example.com, ****.doe@exam***.***",
            "jo@example.org, [Masked]@exam***.***",
            "jonathan@a.io, ****than@a.io",
            "jonathan@müller.de, ****than@müll**.**",
            "jane@home@example.com, ****@home@exam***.***",
            "no address at all, ** ******* ** all",
            "@example.com, [Masked]@exam***.***",
    })
    void shouldMaskAddresses(String address, String masked) {
        // when
        String result = Masking.maskEmail(address);

        // then
        assertThat(result).isEqualTo(masked);
    }

    @Test
    @DisplayName("B114: half a surrogate pair does not come through")
    void shouldReplaceLoneSurrogates() {
        // when
        String result = Masking.mask("abc\uD83Ddef\uDE00");

        // then
        assertThat(result).isEqualTo("***\uFFFDdef\uFFFD");
    }

    @Test
    @DisplayName("S11: a joiner before a hidden character does not swallow it, so that a mask stays the same when masked")
    void shouldNotJoinHiddenCharacters() {
        // given
        String once = Masking.mask("\u200D0abcd12");

        // when
        String twice = Masking.mask(once);

        // then
        assertThat(once).isEqualTo("\u200D***cd12");
        assertThat(twice).isEqualTo(once);
    }
}
