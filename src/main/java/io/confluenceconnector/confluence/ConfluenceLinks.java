package io.confluenceconnector.confluence;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Turns a link from an answer into an address that the connector may call. Links are data: whatever they say, the result
 * lies below the configured base, or the link is refused (S20).
 */
final class ConfluenceLinks {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String ALLOWED = "-._~:/?#@!$&'()*+,;=";

    private final URI base;
    private final List<String> prefixes;
    private final String root;

    /**
     * @param base     what every result starts with
     * @param root     path that links leave out, put between base and link ({@code /wiki} on Cloud, else empty)
     * @param prefixes addresses and paths that a link may start with and that stand for base: longest first
     */
    ConfluenceLinks(URI base, String root, List<String> prefixes) {
        this.base = base;
        this.root = root;
        this.prefixes = List.copyOf(prefixes);
    }

    /** @throws MalformedRecordException when the link leads elsewhere, or is no link at all */
    URI resolve(String link) {
        String path = withoutPrefix(escapeIllegal(link.trim()));
        if (!path.startsWith("/") || path.startsWith("//") || climbs(path)) {
            throw new MalformedRecordException("a link leads away from the configured base URL");
        }
        String rooted = root.isEmpty() || path.equals(root) || path.startsWith(root + "/") ? path : root + path;
        try {
            return new URI(base + rooted);
        } catch (URISyntaxException e) {
            throw new MalformedRecordException("a link is not a valid address");
        }
    }

    private String withoutPrefix(String link) {
        for (String prefix : prefixes) {
            if (link.startsWith(prefix + "/")) {
                return link.substring(prefix.length());
            }
        }
        return link;
    }

    /** Servers drop what follows a semicolon, so that {@code ..;} climbs as well. */
    private static boolean climbs(String path) {
        String onlyPath = path.split("[?#]", 2)[0].toLowerCase(Locale.ROOT).replace("%2e", ".");
        for (String segment : onlyPath.split("/|%2f|%5c")) {
            String name = segment.split(";|%3b", 2)[0];
            if (name.equals("..") || name.equals(".")) {
                return true;
            }
        }
        return false;
    }

    /** Escapes what no URI may hold (raw spaces, umlauts, brackets); what is escaped already stays as it is. */
    static String escapeIllegal(String link) {
        StringBuilder escaped = new StringBuilder(link.length() + 16);
        link.codePoints().forEach(c -> {
            if (c < 0x80 && (Character.isLetterOrDigit(c) || ALLOWED.indexOf(c) >= 0 || c == '%')) {
                escaped.append((char) c);
            } else {
                for (byte b : new String(Character.toChars(c)).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append('%');
                    HEX.toHexDigits(escaped, b);
                }
            }
        });
        return escapeStrayPercents(escaped.toString());
    }

    private static String escapeStrayPercents(String link) {
        return link.replaceAll("%(?![0-9A-Fa-f]{2})", "%25");
    }
}
