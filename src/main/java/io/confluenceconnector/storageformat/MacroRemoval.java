package io.confluenceconnector.storageformat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Takes macros of one name out of a body; every other byte stays, and so does a macro whose end is not clear. */
public final class MacroRemoval {

    private final byte[] source;
    private final MarkupReader markup;
    private final String name;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int written;
    /** Macros of any name that are open. */
    private int depth;
    private int removalStart = -1;
    private int removalDepth;

    private MacroRemoval(byte[] source, String name) {
        this.source = source;
        this.markup = new MarkupReader(source);
        this.name = name;
    }

    /** The body without macros of this name ({@code toc}, {@code info}), whatever is in them. */
    public static String without(String body, String macroName) {
        MacroRemoval removal = new MacroRemoval(body.getBytes(StandardCharsets.UTF_8), macroName);
        removal.read();
        return removal.written == 0 ? body : removal.kept.toString(StandardCharsets.UTF_8);
    }

    private void read() {
        while (markup.next()) {
            switch (markup.kind()) {
                case START_TAG -> start();
                case EMPTY_TAG -> empty();
                case END_TAG -> end();
                default -> {
                    // belongs to whatever is around it
                }
            }
        }
        if (written > 0) {
            kept.write(source, written, source.length - written);
        }
    }

    private static boolean isMacro(String element) {
        return element.equals("ac:structured-macro") || element.equals("ac:macro");
    }

    private boolean isMeant() {
        return CharacterReferences.resolve(markup.attributes().getOrDefault("ac:name", "")).equals(name);
    }

    private void start() {
        if (!isMacro(markup.name())) {
            return;
        }
        if (removalStart < 0 && isMeant()) {
            removalStart = markup.start();
            removalDepth = depth;
        }
        depth++;
    }

    private void empty() {
        if (isMacro(markup.name()) && removalStart < 0 && isMeant()) {
            remove(markup.start(), markup.end());
        }
    }

    private void end() {
        if (!isMacro(markup.name()) || depth == 0) {
            return;
        }
        depth--;
        if (removalStart >= 0 && depth == removalDepth) {
            remove(removalStart, markup.end());
            removalStart = -1;
        }
    }

    private void remove(int from, int to) {
        kept.write(source, written, from - written);
        written = to;
    }
}
