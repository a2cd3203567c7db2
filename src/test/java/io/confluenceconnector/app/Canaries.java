package io.confluenceconnector.app;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Distinctive values that must turn up nowhere, looked for in clear, Base64, URL-encoded and JSON-escaped. */
final class Canaries {

    /** What the last characters of a masked value may show (S11). */
    private static final int SHOWN = 4;
    private static final int SHORTEST_WORD = 6;
    /** Texts are long and canaries many: only where these many characters fit is one compared. */
    private static final int START = 6;
    private static final int MASK = (1 << 20) - 1;

    /** By what is looked for: what it is. */
    private final Map<String, String> needles = new ConcurrentHashMap<>();

    /** Nothing of it may be shown, in no policy. */
    Canaries secret(String kind, String value) {
        needles.put(value, kind);
        return this;
    }

    /** Its words may not be shown, except in its last four characters. */
    Canaries concealed(String kind, String value) {
        needles.put(value, kind);
        Arrays.stream(value.substring(0, value.length() - SHOWN).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> word.length() >= SHORTEST_WORD).forEach(word -> needles.put(word, kind));
        return this;
    }

    /** The whole id may not be shown. */
    Canaries id(String kind, String value) {
        needles.put(value, kind);
        return this;
    }

    int size() {
        return needles.size();
    }

    /** What of it stands in the lines, whatever the case: the kind, with the form and a bit of what is around it. */
    List<String> foundIn(String where, Stream<String> lines) {
        Map<String, String> kinds = new LinkedHashMap<>();
        needles.forEach((value, kind) -> forms(value).forEach((form, name) ->
                kinds.put(form.toLowerCase(Locale.ROOT), kind + " in " + where + ", " + name)));
        Map<Integer, List<String>> byStart = new HashMap<>();
        kinds.keySet().forEach(form -> byStart.computeIfAbsent(start(form, 0), any -> new ArrayList<>()).add(form));
        BitSet starts = new BitSet();
        byStart.keySet().forEach(start -> starts.set(start & MASK));
        Map<String, String> found = new LinkedHashMap<>();
        lines.forEach(line -> {
            String lower = line.toLowerCase(Locale.ROOT);
            for (int i = 0; i + START <= lower.length(); i++) {
                int start = start(lower, i);
                if (starts.get(start & MASK)) {
                    for (String form : byStart.getOrDefault(start, List.of())) {
                        if (lower.startsWith(form, i)) {
                            found.putIfAbsent(form, kinds.get(form) + ": …" + surroundings(line, i) + "…");
                        }
                    }
                }
            }
        });
        return List.copyOf(found.values());
    }

    private static int start(String text, int index) {
        int hash = 0;
        for (int i = index; i < index + START; i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return hash;
    }

    private static String surroundings(String text, int index) {
        return text.substring(Math.max(0, index - 300), Math.min(text.length(), index + 120));
    }

    private static Map<String, String> forms(String value) {
        Map<String, String> forms = new LinkedHashMap<>();
        forms.put(value, "clear");
        forms.putIfAbsent(new String(JsonStringEncoder.getInstance().quoteAsString(value)), "JSON");
        forms.putIfAbsent(asciiJson(value), "JSON");
        forms.putIfAbsent(URLEncoder.encode(value, StandardCharsets.UTF_8), "URL");
        forms.putIfAbsent(URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"), "URL");
        base64(value).forEach(form -> forms.putIfAbsent(form, "Base64"));
        return forms;
    }

    private static String asciiJson(String value) {
        StringBuilder escaped = new StringBuilder();
        value.chars().forEach(c -> escaped.append(c < 0x80 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
        return escaped.toString();
    }

    /** At each of the three places that it can have within a group of bytes. */
    private static Set<String> base64(String value) {
        Set<String> forms = new LinkedHashSet<>();
        for (int before = 0; before < 3; before++) {
            byte[] bytes = ("\0".repeat(before) + value).getBytes(StandardCharsets.UTF_8);
            int first = (before * 8 + 5) / 6;
            int last = bytes.length * 8 / 6;
            Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
                    .forEach(encoder -> forms.add(encoder.encodeToString(bytes).substring(first, last)));
        }
        return forms;
    }
}
