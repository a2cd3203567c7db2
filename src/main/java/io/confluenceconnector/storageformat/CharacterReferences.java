package io.confluenceconnector.storageformat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Resolves {@code &amp;}, {@code &uuml;} and {@code &#252;}; there is nothing else, and nothing is expanded twice (S19, B70). */
public final class CharacterReferences {

    private static final Map<String, String> NAMED = named();
    /** Longest text between {@code &} and {@code ;} that can be one. */
    private static final int LONGEST = 10;

    private CharacterReferences() {
    }

    private static Map<String, String> named() {
        Properties names = new Properties();
        try (InputStream file = CharacterReferences.class.getResourceAsStream("/storage-format/entities.properties")) {
            names.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return names.stringPropertyNames().stream().collect(Collectors.toUnmodifiableMap(name -> name,
                name -> Character.toString(Integer.decode(names.getProperty(name)))));
    }

    /** The text that a raw attribute value means; what is no reference stays as it is. */
    public static String resolve(String raw) {
        if (raw.indexOf('&') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        int position = 0;
        while (position < raw.length()) {
            char c = raw.charAt(position);
            int semicolon = c == '&' ? semicolon(raw, position) : -1;
            String meant = semicolon < 0 ? "" : meaning(raw.substring(position + 1, semicolon));
            if (meant.isEmpty()) {
                text.append(c);
                position++;
            } else {
                text.append(meant);
                position = semicolon + 1;
            }
        }
        return text.toString();
    }

    /** Looked for only nearby, so that a text full of {@code &} takes no longer than any other. */
    private static int semicolon(String raw, int ampersand) {
        int last = Math.min(raw.length() - 1, ampersand + LONGEST + 1);
        for (int i = ampersand + 1; i <= last; i++) {
            if (raw.charAt(i) == ';') {
                return i;
            }
        }
        return -1;
    }

    private static String meaning(String reference) {
        if (!reference.startsWith("#")) {
            return NAMED.getOrDefault(reference, "");
        }
        boolean hexadecimal = reference.startsWith("#x") || reference.startsWith("#X");
        try {
            int codePoint = Integer.parseInt(reference.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
            return codePoint > 0 && Character.isValidCodePoint(codePoint) ? Character.toString(codePoint) : "";
        } catch (NumberFormatException e) {
            return ""; // no number: the text stays as it is
        }
    }
}
