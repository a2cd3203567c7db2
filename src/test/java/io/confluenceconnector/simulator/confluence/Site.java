package io.confluenceconnector.simulator.confluence;

import io.confluenceconnector.simulator.confluence.SimAttachment.Revision;
import io.confluenceconnector.simulator.confluence.cql.CqlDialect;
import io.confluenceconnector.simulator.confluence.cql.CqlQuery;
import io.confluenceconnector.simulator.confluence.cql.IndexedContent;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The content of the simulated instance, and the search index over it, which can be made to lag. */
final class Site {

    private static final long FIRST_CONTENT_ID = 1_540_001;
    private static final long FIRST_SPACE_ID = 98_306;

    private final Timeline timeline;
    private final CqlDialect dialect;
    private final ConcurrentMap<Long, SimSpace> spaces = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<Long, SimContent> contents = new ConcurrentSkipListMap<>();
    private final ConcurrentMap<Long, SimAttachment> attachments = new ConcurrentSkipListMap<>();
    private final Set<String> hiddenFromIndex = ConcurrentHashMap.newKeySet();
    private String attachmentPrefix;
    private long nextId = FIRST_CONTENT_ID;
    private long nextSpaceId = FIRST_SPACE_ID;
    private long generation;
    private boolean frozen;
    private SearchIndex index = new SearchIndex(0, List.of(), Set.of());

    Site(Timeline timeline, CqlDialect dialect) {
        this.timeline = timeline;
        this.dialect = dialect;
        this.attachmentPrefix = dialect == CqlDialect.CLOUD ? "att" : "";
    }

    synchronized void attachmentPrefix(String prefix) {
        attachmentPrefix = prefix;
    }

    synchronized SimSpace addSpace(String key, String name, String type) {
        if (spaces.values().stream().anyMatch(space -> space.key().equals(key))) {
            throw new IllegalArgumentException("space key is taken: " + key);
        }
        SimSpace space = new SimSpace(nextSpaceId++, key, name, type);
        spaces.put(space.numericId(), space);
        generation++;
        return space;
    }

    synchronized SimContent addContent(String type, SimSpace space, Optional<SimContent> parent, String title,
            Optional<String> body, Collection<SimLabel> labels) {
        SimContent content = new SimContent(nextId++, type, space, parent, title, body, timeline.next());
        content.labels = Set.copyOf(labels);
        contents.put(content.numericId(), content);
        generation++;
        return content;
    }

    synchronized SimContent addComment(SimContent page, String body) {
        SimContent comment = addContent("comment", page.space, Optional.empty(), "Re: " + page.title,
                Optional.of(body), Set.of());
        comment.container = Optional.of(page);
        generation++;
        return comment;
    }

    synchronized SimAttachment addAttachment(SimContent content, String fileName, Optional<String> mediaType,
            FileBytes bytes) {
        long number = nextId++;
        String fileId = UUID.nameUUIDFromBytes(("file " + number).getBytes(StandardCharsets.UTF_8)).toString();
        SimAttachment attachment = new SimAttachment(number, attachmentPrefix, content, fileId, fileName, mediaType,
                new Revision(Version.first(timeline.next()), bytes));
        attachments.put(number, attachment);
        content.attachments = added(content.attachments, attachment);
        generation++;
        return attachment;
    }

    /** Makes any change of an existing handle visible to the next search, unless the index is frozen. */
    synchronized void change(Runnable change) {
        change.run();
        generation++;
    }

    synchronized void newVersion(SimContent content) {
        content.version = content.version.next(timeline.next());
        generation++;
    }

    synchronized void changeLabels(SimContent content, UnaryOperator<Set<SimLabel>> change) {
        content.labels = Set.copyOf(change.apply(content.labels));
        generation++;
    }

    synchronized void changeLabels(SimAttachment attachment, UnaryOperator<Set<SimLabel>> change) {
        attachment.labels = Set.copyOf(change.apply(attachment.labels));
        generation++;
    }

    synchronized void replaceBytes(SimAttachment attachment, FileBytes bytes) {
        Version version = attachment.latest().version().next(timeline.next());
        attachment.revisions = added(attachment.revisions, new Revision(version, bytes));
        attachment.declaredSize = OptionalLong.of(bytes.size());
        generation++;
    }

    synchronized void move(SimContent content, Optional<SimContent> newParent, SimSpace newSpace) {
        if (newParent.isPresent() && (newParent.get() == content || newParent.get().isBelow(content))) {
            throw new IllegalArgumentException("cannot move " + content + " below itself");
        }
        List<SimContent> moved = new ArrayList<>(descendants(content));
        moved.add(content);
        moved.addAll(contents.values().stream()
                .filter(other -> other.container.filter(moved::contains).isPresent()).toList());
        content.parent = newParent;
        moved.forEach(each -> each.space = newSpace);
        generation++;
    }

    /** Takes content out of its tree, as trash and archive do: its children move up to its parent. */
    synchronized void leaveTree(SimContent content, String status) {
        contents.values().stream()
                .filter(other -> other.parent.filter(parent -> parent == content).isPresent())
                .forEach(child -> child.parent = content.parent);
        content.status = status;
        generation++;
    }

    synchronized void remove(SimContent content) {
        leaveTree(content, "deleted");
        content.attachments.forEach(attachment -> attachments.remove(attachment.number()));
        contents.values().removeIf(other -> other.container.filter(page -> page == content).isPresent());
        contents.remove(content.numericId());
    }

    synchronized void remove(SimAttachment attachment) {
        attachments.remove(attachment.number());
        attachment.content().attachments = attachment.content().attachments.stream()
                .filter(other -> other != attachment).toList();
        attachment.status = "deleted";
        generation++;
    }

    synchronized void remove(SimSpace space) {
        contents.values().stream().filter(content -> content.space == space).toList().forEach(this::remove);
        spaces.remove(space.numericId());
        generation++;
    }

    synchronized void hideFromIndex(String id) {
        hiddenFromIndex.add(digits(id));
    }

    synchronized void showInIndex(String id) {
        hiddenFromIndex.remove(digits(id));
    }

    synchronized void freezeIndex(boolean freeze) {
        if (freeze) {
            index();
        }
        frozen = freeze;
    }

    /** The ids that search finds for a query, in its order, as far as the index knows. */
    List<String> search(String cql, boolean archivedToo) {
        List<String> found = index().find(cql, archivedToo, dialect, timeline.now());
        return hiddenFromIndex.isEmpty()
                ? found
                : found.stream().filter(id -> !hiddenFromIndex.contains(id)).toList();
    }

    /** The space keys that a query asks for. */
    Set<String> spacesNamed(String cql) {
        return CqlQuery.parse(cql, dialect, timeline.now()).requiredSpaces();
    }

    private synchronized SearchIndex index() {
        if (!frozen && index.generation() != generation) {
            index = new SearchIndex(generation, entries(), archived());
        }
        return index;
    }

    private List<IndexedContent> entries() {
        return Stream.concat(
                contents.values().stream().filter(Site::searchable).map(Site::entry),
                attachments.values().stream()
                        .filter(attachment -> attachment.isCurrent() && searchable(attachment.content()))
                        .map(Site::entry)).toList();
    }

    private Set<String> archived() {
        return Stream.concat(contents.values().stream().filter(content -> content.space.archived).map(SimContent::id),
                attachments.values().stream().filter(attachment -> attachment.content().space.archived)
                        .map(attachment -> String.valueOf(attachment.number()))).collect(Collectors.toSet());
    }

    private static boolean searchable(SimContent content) {
        return content.hasStatus("current") && content.visible()
                && content.container.map(Site::searchable).orElse(true);
    }

    private static IndexedContent entry(SimContent content) {
        return new IndexedContent(content.id(), content.type(), content.title, content.body.orElse(""),
                globalNames(content.labels), content.space.key(), content.space.type(), lineage(content),
                content.parent.map(SimContent::id).orElse(""), content.container.map(SimContent::id).orElse(""),
                content.created(), content.version.when());
    }

    private static IndexedContent entry(SimAttachment attachment) {
        SimContent page = attachment.content();
        Set<String> ancestors = new LinkedHashSet<>(lineage(page));
        ancestors.add(page.id());
        return new IndexedContent(String.valueOf(attachment.number()), "attachment", attachment.title, "",
                globalNames(attachment.labels), page.space.key(), page.space.type(), ancestors, "", page.id(),
                attachment.created(), attachment.latest().version().when());
    }

    private static Set<String> lineage(SimContent content) {
        Set<String> ids = new LinkedHashSet<>();
        content.ancestors().forEach(ancestor -> ids.add(ancestor.id()));
        content.container.ifPresent(page -> {
            ids.addAll(lineage(page));
            ids.add(page.id());
        });
        return ids;
    }

    private static Set<String> globalNames(Set<SimLabel> labels) {
        return labels.stream().filter(SimLabel::isGlobal).map(SimLabel::name).collect(Collectors.toSet());
    }

    Optional<SimContent> content(String id) {
        return number(id).map(contents::get);
    }

    /** An attachment by its id, with or without the {@code att} prefix. */
    Optional<SimAttachment> attachment(String id) {
        return number(digits(id)).map(attachments::get);
    }

    Optional<SimSpace> space(String key) {
        return spaces.values().stream().filter(space -> space.key().equals(key)).findFirst();
    }

    List<SimSpace> spaces() {
        return List.copyOf(spaces.values());
    }

    /** All content in the order of its ids. */
    Collection<SimContent> contents() {
        return contents.values();
    }

    List<SimContent> descendants(SimContent root) {
        return contents.values().stream().filter(content -> content.isBelow(root)).toList();
    }

    private static String digits(String id) {
        return id.startsWith("att") ? id.substring(3) : id;
    }

    private static Optional<Long> number(String id) {
        return id.matches("\\d{1,18}") ? Optional.of(Long.valueOf(id)) : Optional.empty();
    }

    private static <T> List<T> added(List<T> list, T element) {
        return Stream.concat(list.stream(), Stream.of(element)).toList();
    }

    /** Everything of the instance, for reading in one consistent state. */
    synchronized <T> T consistently(Supplier<T> reading) {
        return reading.get();
    }
}
