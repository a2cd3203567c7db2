package io.confluenceconnector.platform;

import io.confluenceconnector.confluence.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys and marks equal the older connector's, in both formats, or everything would be ingested again. */
class ContentKeysTest {
    private static final ContentKeys KEYS = new ContentKeys("acme", false);
    private static final ContentKeys FIRST_FORMAT = new ContentKeys("acme", true);

    @ParameterizedTest
    @CsvSource({
        "HR,           acme/98306_HR,         98306_HR",
        "my_team_x,    acme/98306_my_team_x,  98306_my_team_x",
        "~712020abc,   acme/98306_~712020abc, 98306_~712020abc",
    })
    void shouldBuildKeysInBothFormatsAndReadThemBack(String spaceKey, String partialKey, String firstFormat) {
        // given
        Space space = new Space("98306", spaceKey, "People");

        // when
        String page = KEYS.key(space, "77");
        String attachment = FIRST_FORMAT.key(space, "77::att78");

        // then
        assertThat(page).isEqualTo(partialKey + "/77");
        assertThat(attachment).isEqualTo(firstFormat + "/77::att78");
        assertThat(KEYS.itemId(page)).isEqualTo("77");
        assertThat(FIRST_FORMAT.itemId(attachment)).isEqualTo("77::att78");
    }

    @Test
    void shouldEndPrefixWithSlashSoThatLongerKeysDoNotMatch() {
        // given
        String prefix = KEYS.prefix(new Space("1", "ACME", "Acme"));

        // when
        String other = KEYS.key(new Space("1", "ACME2", "Acme two"), "7");

        // then
        assertThat(prefix).isEqualTo("acme/1_ACME/");
        assertThat(other).doesNotStartWith(prefix);
    }

    @Test
    void shouldMarkScopesWithTheTenantInBothFormats() {
        // given
        Space space = new Space("98306", "HR", "People");

        // when / then (P9)
        assertThat(KEYS.spaceMark(space)).isEqualTo("confc:acme:98306:HR");
        assertThat(FIRST_FORMAT.spaceMark(space)).isEqualTo("confc:acme:98306:HR");
        assertThat(new ContentKeys("acme2", false).spaceMark(space)).doesNotStartWith(KEYS.spaceMarkPrefix());
    }
}
