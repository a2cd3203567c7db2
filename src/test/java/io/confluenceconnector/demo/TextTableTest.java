package io.confluenceconnector.demo;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextTableTest {

    @Test
    void shouldAlignNamesLeftAndNumbersRightAndShowZeroAsDot() {
        // given
        TextTable table = new TextTable().row("space", "pages").row("ROAST", 12).row("SHOP", 0);

        // when
        var lines = table.lines();

        // then
        assertThat(lines).containsExactly("space  pages", "ROAST     12", "SHOP       ·");
    }
}
