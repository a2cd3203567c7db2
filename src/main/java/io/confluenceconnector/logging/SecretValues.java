package io.confluenceconnector.logging;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.regex.Pattern;

/**
 * The secret values of this process in every form in which they could turn up in a text, found in one pass over the text
 * however many there are: only where the first four characters fit is a form compared.
 */
final class SecretValues {

    /** Shorter values would make every line unreadable and are no secrets. */
    private static final int SHORTEST = 4;
    private static final Pattern ESCAPE = Pattern.compile("%[0-9A-F]{2}");
    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    private final int most;
    /** The forms of each value, least recently used first. */
    private final Map<String, Set<String>> formsByValue = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Integer, SortedSet<String>> formsByPrefix = new ConcurrentHashMap<>();
    /** One bit for each prefix seen (its hash modulo 65536): most positions of a text are passed over by it. */
    private final AtomicLongArray prefixes = new AtomicLongArray(1 << 10);

    /** Tokens are replaced for ever, so only the {@code most} last used values are kept. */
    SecretValues(int most) {
        this.most = most;
    }

    void add(String value) {
        if (value.length() < SHORTEST) {
            return;
        }
        synchronized (formsByValue) {
            if (formsByValue.get(value) == null) {
                Set<String> forms = forms(value);
                formsByValue.put(value, forms);
                forms.forEach(this::addForm);
                removeLeastRecentlyUsed();
            }
        }
    }

    private void addForm(String form) {
        int prefix = prefixAt(form, 0);
        formsByPrefix.computeIfAbsent(prefix, any -> new ConcurrentSkipListSet<>(LONGEST_FIRST)).add(form);
        prefixes.accumulateAndGet((prefix & 0xFFFF) >>> 6, 1L << prefix, (before, bit) -> before | bit);
    }

    private void removeLeastRecentlyUsed() {
        if (formsByValue.size() > most) {
            String oldest = formsByValue.keySet().iterator().next();
            formsByValue.remove(oldest).forEach(form -> formsByPrefix.get(prefixAt(form, 0)).remove(form));
        }
    }

    String replaceIn(String text, String replacement) {
        StringBuilder replaced = null;
        int copied = 0;
        int position = 0;
        while (position + SHORTEST <= text.length()) {
            int length = lengthOfFormAt(text, position);
            if (length > 0) {
                replaced = replaced == null ? new StringBuilder(text.length()) : replaced;
                replaced.append(text, copied, position).append(replacement);
                copied = position + length;
            }
            position += Math.max(1, length);
        }
        return replaced == null ? text : replaced.append(text, copied, text.length()).toString();
    }

    private int lengthOfFormAt(String text, int position) {
        int prefix = prefixAt(text, position);
        if ((prefixes.get((prefix & 0xFFFF) >>> 6) & 1L << prefix) == 0) {
            return 0;
        }
        return formsByPrefix.getOrDefault(prefix, Collections.emptySortedSet()).stream()
                .filter(form -> text.startsWith(form, position))
                .findFirst().map(String::length).orElse(0);
    }

    private static int prefixAt(String text, int position) {
        int hash = 0;
        for (int i = 0; i < SHORTEST; i++) {
            hash = hash * 31 + text.charAt(position + i);
        }
        return hash;
    }

    private static Set<String> forms(String value) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(value);
        forms.add(new String(JsonStringEncoder.getInstance().quoteAsString(value)));
        addUrlForms(forms, URLEncoder.encode(value, StandardCharsets.UTF_8));
        addUrlForms(forms, URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20").replace("%7E", "~"));
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        for (int offset = 0; offset < 3; offset++) {
            addBase64Forms(forms, bytes, offset);
        }
        forms.removeIf(form -> form.length() < SHORTEST);
        return forms;
    }

    private static void addUrlForms(Set<String> forms, String encoded) {
        forms.add(encoded);
        forms.add(ESCAPE.matcher(encoded)
                .replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT)));
    }

    /** The part of the Base64 form that depends on the value alone, when {@code offset} bytes (mod 3) stand before it. */
    private static void addBase64Forms(Set<String> forms, byte[] value, int offset) {
        byte[] shifted = new byte[offset + value.length];
        System.arraycopy(value, 0, shifted, offset, value.length);
        int first = (offset * 8 + 5) / 6;
        int last = shifted.length * 8 / 6;
        if (last - first >= SHORTEST) {
            forms.add(Base64.getEncoder().encodeToString(shifted).substring(first, last));
            forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(first, last));
        }
    }
}
