package io.confluenceconnector.logging;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Lines at the bottom of a terminal that the log does not tear apart. */
class TerminalFooterTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final TerminalFooter footer = TerminalFooter.on(terminal);

    @AfterEach
    void close() {
        footer.close();
    }

    /** What stands on the terminal after the sequences that the footer uses. */
    private List<String> screen() {
        List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
        int line = 0;
        int column = 0;
        String text = bytes.toString(StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (text.startsWith("\u001B[K", i)) {
                lines.get(line).setLength(column);
                i += 2;
            } else if (text.startsWith("\u001B[1A", i)) {
                line--;
                i += 3;
            } else if (character == '\r') {
                column = 0;
            } else if (character == '\n') {
                line++;
                column = 0;
                if (line == lines.size()) {
                    lines.add(new StringBuilder());
                }
            } else {
                lines.get(line).replace(column, Math.min(column + 1, lines.get(line).length()), String.valueOf(character));
                column++;
            }
        }
        return lines.stream().map(StringBuilder::toString).filter(drawn -> !drawn.isEmpty()).toList();
    }

    @Test
    void shouldDrawAnewInPlace() {
        // when
        footer.draw(List.of("acme 1/10", "brewery 4/5"));
        footer.draw(List.of("acme 2/10", "brewery 5/5"));

        // then
        assertThat(screen()).containsExactly("acme 2/10", "brewery 5/5");
    }

    @Test
    void shouldLetTheLogGoOnAboveIt() throws IOException {
        // when
        footer.draw(List.of("acme 1/10", "brewery 4/5"));
        TerminalFooter.writeAbove(() -> terminal.print("Page ingested\n"));
        footer.draw(List.of("acme 2/10", "brewery 5/5"));

        // then
        assertThat(screen()).containsExactly("Page ingested", "acme 2/10", "brewery 5/5");
    }

    @Test
    void shouldLeaveNothingBehind() {
        // given
        footer.draw(List.of("acme 1/10", "brewery 4/5"));

        // when
        footer.close();
        footer.draw(List.of("too late"));

        // then
        assertThat(screen()).isEmpty();
    }
}
