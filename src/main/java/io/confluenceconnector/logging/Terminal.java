package io.confluenceconnector.logging;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether a person reads along. */
public final class Terminal {
    private Terminal() {
    }

    /** Standard input and output are a terminal. */
    public static boolean isInteractive() {
        Console console = System.console();
        return console != null && isTerminal(console);
    }

    /** A person reads along and has not asked for plain text ({@code NO_COLOR}, {@code TERM=dumb}). */
    public static boolean wantsColours(Map<String, String> environment) {
        return isInteractive() && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    /** Standard error is a terminal on which lines can be drawn again in place. */
    public static boolean takesFooter(Map<String, String> environment) {
        return !environment.getOrDefault("TERM", "dumb").equals("dumb") && isErrorTerminal();
    }

    /** Linux tells where standard error leads; elsewhere it is taken to lead where input and output do. */
    private static boolean isErrorTerminal() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException | UnsupportedOperationException notLinux) {
            return isInteractive();
        }
    }

    /** From Java 22 on there is always a console, and it must be asked; before, a console is a terminal. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException beforeJava22) {
            return true;
        } catch (ReflectiveOperationException refused) {
            return false;
        }
    }
}
