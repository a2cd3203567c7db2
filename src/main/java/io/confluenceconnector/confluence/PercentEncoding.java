package io.confluenceconnector.confluence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-encoding as JavaScript's {@code encodeURIComponent} does it, so that URLs equal the older connector's. */
final class PercentEncoding {
    private static final String KEPT = "-_.!~*'()";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentEncoding() {
    }

    /** Encodes all but letters, digits and {@code -_.!~*'()}; a lone surrogate becomes {@code %3F}. */
    static String encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder(bytes.length + 16);
        for (int i = 0; i < bytes.length; i++) {
            char c = (char) (bytes[i] & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%');
                HEX.formatHex(encoded, bytes, i, i + 1);
            }
        }
        return encoded.toString();
    }
}
