package io.confluenceconnector.logging;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * A few lines at the bottom of a terminal that are drawn again in place; the log goes on above them. A terminal has one at
 * most.
 */
public final class TerminalFooter implements AutoCloseable {

    private static final String ERASE_LINE = "\r\u001B[K";
    private static final String LINE_UP = "\u001B[1A";

    private static final Object TERMINAL = new Object();
    private static volatile TerminalFooter shown;

    private final PrintStream terminal;
    private int lines;

    private TerminalFooter(PrintStream terminal) {
        this.terminal = terminal;
    }

    /** On standard error, so that it never mixes with what a command answers. */
    public static TerminalFooter onStandardError() {
        return on(System.err);
    }

    static TerminalFooter on(PrintStream terminal) {
        TerminalFooter footer = new TerminalFooter(terminal);
        synchronized (TERMINAL) {
            shown = footer;
        }
        return footer;
    }

    /** Draws these lines in the place of the former ones; they must not be wider than the terminal. */
    public void draw(List<String> text) {
        synchronized (TERMINAL) {
            if (shown != this) {
                return;
            }
            erase();
            terminal.print(String.join("\n", text));
            terminal.flush();
            lines = text.size();
        }
    }

    private void erase() {
        if (lines > 0) {
            terminal.print((ERASE_LINE + LINE_UP).repeat(lines - 1) + ERASE_LINE);
            terminal.flush();
            lines = 0;
        }
    }

    /** Something that is written to the same terminal. */
    interface Output {
        void write() throws IOException;
    }

    /** Makes room for lines of the log; the footer comes back when it is drawn again. Without one, nobody waits for another's line. */
    static void writeAbove(Output output) throws IOException {
        if (shown == null) {
            output.write();
            return;
        }
        synchronized (TERMINAL) {
            if (shown != null) {
                shown.erase();
            }
            output.write();
        }
    }

    /** Takes it off the terminal. */
    @Override
    public void close() {
        synchronized (TERMINAL) {
            erase();
            if (shown == this) {
                shown = null;
            }
        }
    }
}
