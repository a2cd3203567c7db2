package io.confluenceconnector.logging;

/** Characters that would let a value from Confluence forge a line or steer a terminal (S20). */
public final class ControlCharacters {
    private ControlCharacters() {
    }

    static boolean isControl(int character) {
        return Character.isISOControl(character)
                || character == 0x2028 || character == 0x2029
                || character >= 0x202A && character <= 0x202E || character >= 0x2066 && character <= 0x2069;
    }

    /** The text with its control characters in their escaped form. */
    public static String escaped(String text) {
        if (text.chars().noneMatch(ControlCharacters::isControl)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (char character : text.toCharArray()) {
            switch (character) {
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> escaped.append(isControl(character) ? unicodeEscape(character) : String.valueOf(character));
            }
        }
        return escaped.toString();
    }

    static String unicodeEscape(int character) {
        return "\\u%04x".formatted(character);
    }
}
