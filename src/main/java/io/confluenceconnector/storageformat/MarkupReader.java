package io.confluenceconnector.storageformat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads markup token by token, with byte positions, and never fails: what is no tag is text. It builds no tree and expands
 * nothing (S19). No byte is read again, since a {@code <} always begins anew, also where a tag is broken off.
 */
public final class MarkupReader {

    /** What a token is; a comment may also be a processing instruction or a declaration. */
    public enum Kind { START_TAG, EMPTY_TAG, END_TAG, TEXT, CDATA, COMMENT }

    private static final String CDATA = "<![CDATA[";

    private record Attribute(int nameFrom, int nameTo, int valueFrom, int valueTo) {
    }

    private final byte[] source;
    private final List<Attribute> attributes = new ArrayList<>();
    private Kind kind = Kind.TEXT;
    private int start;
    private int end;
    private int nameFrom;
    private int nameTo;

    /** @param source UTF-8; its markup is ASCII, so that positions of bytes are safe places to cut */
    public MarkupReader(byte[] source) {
        this.source = source;
    }

    /** Goes to the next token; false at the end. */
    public boolean next() {
        start = end;
        if (start == source.length) {
            return false;
        }
        attributes.clear();
        if (source[start] != '<') {
            text(start);
        } else if (at(start, "<!--")) {
            opaque(Kind.COMMENT, "<!--", "-->");
        } else if (at(start, CDATA)) {
            opaque(Kind.CDATA, CDATA, "]]>");
        } else if (at(start, "<!")) {
            opaque(Kind.COMMENT, "<!", ">");
        } else if (at(start, "<?")) {
            opaque(Kind.COMMENT, "<?", "?>");
        } else if (at(start, "</") && beginsName(start + 2)) {
            name(start + 2);
            tag(Kind.END_TAG);
        } else if (beginsName(start + 1)) {
            name(start + 1);
            tag(Kind.START_TAG);
        } else {
            text(start + 1);
        }
        return true;
    }

    public Kind kind() {
        return kind;
    }

    /** Position of the token's first byte. */
    public int start() {
        return start;
    }

    /** Position after the token's last byte. */
    public int end() {
        return end;
    }

    /** The tag's name with its prefix. */
    public String name() {
        return slice(nameFrom, nameTo);
    }

    /** The tag's attributes as they stand in the source, entities and all; of two with one name the first counts. */
    public Map<String, String> attributes() {
        Map<String, String> values = new LinkedHashMap<>();
        attributes.forEach(attribute -> values.putIfAbsent(slice(attribute.nameFrom(), attribute.nameTo()),
                slice(attribute.valueFrom(), attribute.valueTo())));
        return values;
    }

    /** Whether the token is nothing but white space. */
    public boolean isBlank() {
        for (int i = start; i < end; i++) {
            if (!isSpace(i)) {
                return false;
            }
        }
        return true;
    }

    private String slice(int from, int to) {
        return new String(source, from, to - from, StandardCharsets.UTF_8);
    }

    private void text(int from) {
        kind = Kind.TEXT;
        end = from;
        while (end < source.length && source[end] != '<') {
            end++;
        }
    }

    /** What has no end reaches to the end of the source: nothing in it is taken for markup. */
    private void opaque(Kind opaqueKind, String opening, String closing) {
        kind = opaqueKind;
        for (int i = start + opening.length(); i < source.length; i++) {
            if (at(i, closing)) {
                end = i + closing.length();
                return;
            }
        }
        end = source.length;
    }

    private void name(int from) {
        nameFrom = from;
        nameTo = from;
        while (nameTo < source.length && !endsName(nameTo)) {
            nameTo++;
        }
    }

    private void tag(Kind openKind) {
        int i = nameTo;
        while (i < source.length && source[i] != '>' && source[i] != '<') {
            i = isSpace(i) || source[i] == '/' ? i + 1 : attribute(i);
        }
        if (i == source.length || source[i] == '<') {
            kind = Kind.TEXT;
            end = i;
        } else {
            kind = openKind == Kind.START_TAG && source[i - 1] == '/' ? Kind.EMPTY_TAG : openKind;
            end = i + 1;
        }
    }

    /** Reads one attribute and answers the position after it. XML allows no {@code <} in a value: there the tag ends broken. */
    private int attribute(int from) {
        int to = from;
        do {
            to++;
        } while (to < source.length && !endsName(to));
        int i = afterSpace(to);
        if (i == source.length || source[i] != '=') {
            return to;
        }
        i = afterSpace(i + 1);
        boolean quoted = i < source.length && (source[i] == '"' || source[i] == '\'');
        int valueFrom = quoted ? i + 1 : i;
        int valueTo = valueFrom;
        while (valueTo < source.length && source[valueTo] != '<'
                && !(quoted ? source[valueTo] == source[i] : isSpace(valueTo) || source[valueTo] == '>')) {
            valueTo++;
        }
        if (quoted && valueTo < source.length && source[valueTo] == source[i]) {
            attributes.add(new Attribute(from, to, valueFrom, valueTo));
            return valueTo + 1;
        }
        if (!quoted) {
            attributes.add(new Attribute(from, to, valueFrom, valueTo));
        }
        return valueTo;
    }

    private int afterSpace(int from) {
        int i = from;
        while (i < source.length && isSpace(i)) {
            i++;
        }
        return i;
    }

    private boolean at(int position, String ascii) {
        if (source.length - position < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (source[position + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean beginsName(int position) {
        if (position >= source.length) {
            return false;
        }
        byte b = source[position];
        return b < 0 || b == '_' || b == ':' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
    }

    private boolean endsName(int position) {
        byte b = source[position];
        return isSpace(position) || b == '=' || b == '/' || b == '>' || b == '<';
    }

    private boolean isSpace(int position) {
        byte b = source[position];
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
