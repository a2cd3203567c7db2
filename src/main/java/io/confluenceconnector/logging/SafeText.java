package io.confluenceconnector.logging;

/** The last step of every text that is written (S9, S20): no secrets, no URLs but their templates, valid and not endless. */
final class SafeText {

    private static final int LONGEST = 32_768;
    private static final char REPLACEMENT = '\uFFFD';

    private SafeText() {
    }

    static String of(String text) {
        return shortened(valid(SafeUrl.replaceIn(Redaction.redact(text))));
    }

    /** Shortening comes after redaction, so that no secret is cut in two and missed. */
    private static String shortened(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return text.substring(0, end) + "... (" + (text.length() - end) + " more characters)";
    }

    private static String valid(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text);
            }
        }
        return text;
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints().map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c).forEach(valid::appendCodePoint);
        return valid.toString();
    }
}
