package io.confluenceconnector.logging;

import java.util.ArrayList;
import java.util.List;

/**
 * Masks a value so that its owner recognises it and nobody else reads it (S11).
 *
 * <p>A <em>character</em> here is a code point with the marks, joiners and modifiers that follow it, so that neither a
 * surrogate pair nor an accented letter nor an emoji sequence is cut (B114). The same value always has the same mask.
 */
public final class Masking {

    /** What a value becomes that is too short to hide part of it. */
    public static final String MASKED = "[Masked]";

    private static final int VISIBLE_CHARACTERS = 4;
    private static final int LEAST_HIDDEN_CHARACTERS = 3;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int REPLACEMENT = 0xFFFD;
    private static final char HIDDEN = '*';

    private Masking() {
    }

    /** Keeps the last four characters, replaces letters and digits before them by {@code *}, keeps separators. */
    public static String mask(String value) {
        List<String> characters = characters(value);
        int hidden = characters.size() - VISIBLE_CHARACTERS;
        if (hidden < LEAST_HIDDEN_CHARACTERS) {
            return MASKED;
        }
        return hide(characters.subList(0, hidden)) + String.join("", characters.subList(hidden, characters.size()));
    }

    /** Masks the local part like any value and keeps the first four characters of the domain. */
    public static String maskEmail(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return mask(address);
        }
        List<String> domain = characters(address.substring(at + 1));
        int visible = Math.min(VISIBLE_CHARACTERS, domain.size());
        return mask(address.substring(0, at)) + '@'
                + String.join("", domain.subList(0, visible)) + hide(domain.subList(visible, domain.size()));
    }

    private static String hide(List<String> characters) {
        StringBuilder hidden = new StringBuilder();
        for (String character : characters) {
            hidden.append(character.codePoints().anyMatch(Masking::isLetterOrDigit) ? String.valueOf(HIDDEN) : character);
        }
        return hidden.toString();
    }

    /** The characters of a text; half a surrogate pair becomes U+FFFD, so that the result is always valid. */
    private static List<String> characters(String text) {
        List<String> characters = new ArrayList<>();
        StringBuilder character = new StringBuilder();
        int previous = -1;
        boolean flagIsOpen = false;
        for (int codePoint : text.codePoints().map(Masking::valid).toArray()) {
            boolean closesFlag = flagIsOpen && isRegionalIndicator(codePoint);
            if (!character.isEmpty() && !closesFlag && !continues(previous, codePoint)) {
                characters.add(character.toString());
                character.setLength(0);
            }
            flagIsOpen = isRegionalIndicator(codePoint) && !closesFlag;
            character.appendCodePoint(codePoint);
            previous = codePoint;
        }
        if (!character.isEmpty()) {
            characters.add(character.toString());
        }
        return characters;
    }

    private static int valid(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE ? REPLACEMENT : codePoint;
    }

    private static boolean continues(int previous, int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> codePoint == ZERO_WIDTH_JOINER || isModifier(codePoint)
                    || previous == ZERO_WIDTH_JOINER && codePoint != HIDDEN && !isLetterOrDigit(codePoint);
        };
    }

    /** Skin tones and the tags of regional flags. */
    private static boolean isModifier(int codePoint) {
        return codePoint >= 0x1F3FB && codePoint <= 0x1F3FF || codePoint >= 0xE0020 && codePoint <= 0xE007F;
    }

    private static boolean isRegionalIndicator(int codePoint) {
        return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
    }

    private static boolean isLetterOrDigit(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
                    default -> false;
                };
    }
}
