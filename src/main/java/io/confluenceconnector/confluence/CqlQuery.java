package io.confluenceconnector.confluence;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** A CQL expression; every literal in it is quoted and escaped (S20). */
public record CqlQuery(String text) {

    /** Stable while content is edited: ordering by modification time reshuffles pages of results. */
    private static final String ORDER = " order by id asc";

    public CqlQuery {
        Objects.requireNonNull(text, "text");
    }

    /** Everything that carries one of the labels, in the space types that are ingested, except attachments (P4). */
    public static CqlQuery labelled(Collection<String> labels, Collection<String> spaceTypes) {
        return new CqlQuery(selection(labels, spaceTypes) + ORDER);
    }

    /** The same, in one space (P12). */
    public static CqlQuery labelledInSpace(Collection<String> labels, Collection<String> spaceTypes, String spaceKey) {
        return new CqlQuery(selection(labels, spaceTypes) + " and space = " + quote(spaceKey) + ORDER);
    }

    private static String selection(Collection<String> labels, Collection<String> spaceTypes) {
        return "label in " + list(labels) + " and space.type in " + list(spaceTypes) + " and type != attachment";
    }

    /** All descendants, at any depth, of the given content (P4). */
    public static CqlQuery descendantsOf(Collection<String> ancestorIds) {
        return new CqlQuery("ancestor in " + list(ancestorIds) + " and type != attachment" + ORDER);
    }

    /** Those of the given content, of any type, that carry a label. */
    public static CqlQuery labelledAmong(Collection<String> ids, String label) {
        return new CqlQuery("id in " + list(ids) + " and label = " + quote(label) + ORDER);
    }

    /** The pages and blog posts with these ids. */
    public static CqlQuery withIds(Collection<String> ids) {
        return new CqlQuery("id in " + list(ids) + " and type in (page, blogpost)" + ORDER);
    }

    /** The page or blog post of a space with this title. */
    public static CqlQuery titled(String spaceKey, String title, PageKind kind) {
        return new CqlQuery("space = " + quote(spaceKey) + " and title = " + quote(title) + " and type = " + kind + ORDER);
    }

    private static String list(Collection<String> literals) {
        return literals.stream().map(CqlQuery::literal).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String literal(String value) {
        return value.chars().allMatch(c -> c >= '0' && c <= '9') && !value.isEmpty() ? value : quote(value);
    }

    static String quote(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A CQL literal holds a control character");
        }
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Splits ids so that each query stays within {@code maxIds} ids and {@code maxCharacters} of id text. */
    public static List<List<String>> batches(Collection<String> ids, int maxIds, int maxCharacters) {
        List<List<String>> batches = new ArrayList<>();
        List<String> batch = new ArrayList<>();
        int characters = 0;
        for (String id : ids) {
            int cost = id.length() + SEPARATOR_CHARACTERS;
            if (!batch.isEmpty() && (batch.size() == maxIds || characters + cost > maxCharacters)) {
                batches.add(List.copyOf(batch));
                batch.clear();
                characters = 0;
            }
            batch.add(id);
            characters += cost;
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }

    /** {@code ", "} takes six characters once it is percent-encoded. */
    private static final int SEPARATOR_CHARACTERS = 6;

    /** The text is a selection by labels and ids, no content; still only its length is shown. */
    @Override
    public String toString() {
        return "CQL of " + text.length() + " characters";
    }
}
