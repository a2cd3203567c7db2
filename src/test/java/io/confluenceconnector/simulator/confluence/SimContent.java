package io.confluenceconnector.simulator.confluence;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Handle of a page, blog post, comment, folder or other content. Its state is changed only by {@link Site}, whose
 * monitor guards the changes; readers see the latest value of each field.
 */
public final class SimContent {

    private final long id;
    private final String type;
    private final Instant created;
    volatile SimSpace space;
    volatile Optional<SimContent> parent;
    volatile Optional<SimContent> container = Optional.empty();
    volatile String title;
    volatile Optional<String> body;
    volatile String subtype = "";
    volatile String status = "current";
    volatile Version version;
    volatile boolean restricted;
    volatile Set<SimLabel> labels = Set.of();
    volatile List<SimAttachment> attachments = List.of();

    SimContent(long id, String type, SimSpace space, Optional<SimContent> parent, String title,
            Optional<String> body, Instant created) {
        this.id = id;
        this.type = type;
        this.space = space;
        this.parent = parent;
        this.title = title;
        this.body = body;
        this.created = created;
        this.version = Version.first(created);
    }

    /** The numeric id, as text. */
    public String id() {
        return String.valueOf(id);
    }

    long numericId() {
        return id;
    }

    /** {@code page}, {@code blogpost}, {@code folder} and so on. */
    public String type() {
        return type;
    }

    public String title() {
        return title;
    }

    public SimSpace space() {
        return space;
    }

    /** {@code current}, {@code archived}, {@code trashed} and so on. */
    public String status() {
        return status;
    }

    Instant created() {
        return created;
    }

    boolean isItem() {
        return type.equals("page") || type.equals("blogpost");
    }

    /** All ancestors, the root first. */
    List<SimContent> ancestors() {
        Deque<SimContent> chain = new ArrayDeque<>();
        for (Optional<SimContent> next = parent; next.isPresent(); next = next.get().parent) {
            chain.addFirst(next.get());
        }
        return List.copyOf(chain);
    }

    /** Whether the other content is an ancestor. */
    public boolean isBelow(SimContent other) {
        return ancestors().contains(other);
    }

    boolean hasGlobalLabel(String name) {
        return labels.contains(SimLabel.global(name));
    }

    /** Whether the connector's account may see it; restrictions are inherited. */
    boolean visible() {
        return !restricted
                && ancestors().stream().noneMatch(ancestor -> ancestor.restricted)
                && container.map(SimContent::visible).orElse(true);
    }

    boolean hasStatus(String wanted) {
        return status.equals(wanted);
    }

    @Override
    public String toString() {
        return type + " " + id;
    }
}
