package io.confluenceconnector.simulator.platform;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The records of the knowledge base, by content key. */
final class Contents {

    private final NavigableMap<String, Content> byKey = new TreeMap<>();
    private final Map<String, Content> byId = new HashMap<>();
    private final Map<String, String> submittedVersions = new HashMap<>();
    private final Uploads uploads;
    private final Switches switches;
    private final Clock clock;
    private int lastId;

    Contents(Uploads uploads, Switches switches, Clock clock) {
        this.uploads = uploads;
        this.switches = switches;
        this.clock = clock;
    }

    /** A record with all its state; guarded by the store's lock. */
    private static final class Content {
        private final String id;
        private final Instant createdAt;
        private ContentDraft draft;
        private Uploads.Slot slot;
        private boolean finalised;
        private int timesRegistered;
        private int timesFinalised;
        private Uploads.Received inUse = new Uploads.Received(0, "", Optional.empty());
        private Optional<Instant> storedAt = Optional.empty();
        private Optional<String> version = Optional.empty();
        private String ingestionState = "QUEUED";

        private Content(String id, Instant createdAt) {
            this.id = id;
            this.createdAt = createdAt;
        }

        private StoredContent snapshot() {
            return new StoredContent(id, draft.key(), draft.title(), draft.mimeType(), draft.byteSize(), draft.url(),
                    draft.ownerId(), draft.ownerType(), draft.metadata(), draft.ingestionConfig(), draft.sourceKind(),
                    draft.sourceName(), draft.baseUrl(), draft.storeInternally(), inUse.checksum(), inUse.bytes(), finalised,
                    ingestionState, timesRegistered, timesFinalised, text());
        }

        private Optional<String> text() {
            return draft.mimeType().startsWith("text/")
                    ? inUse.body().map(bytes -> new String(bytes, StandardCharsets.UTF_8)) : Optional.empty();
        }

        private Map<String, Object> node() {
            Map<String, Object> node = new HashMap<>(Map.of("id", id, "key", draft.key(), "title", draft.title(),
                    "byteSize", draft.byteSize(), "mimeType", draft.mimeType(), "ownerType", draft.ownerType(),
                    "ownerId", draft.ownerId(), "metadata", draft.metadata(), "ingestionState", ingestionState,
                    "createdAt", createdAt.toString()));
            node.put("writeUrl", slot.writeUrl());
            node.put("readUrl", slot.readUrl());
            node.put("source", Map.of("kind", draft.sourceKind(), "name", draft.sourceName()));
            storedAt.ifPresent(instant -> node.put("internallyStoredAt", instant.toString()));
            return node;
        }
    }

    /** Announces an item: a new record, or new metadata for an existing one, whose bytes stay in use. */
    synchronized Map<String, Object> register(ContentDraft draft) {
        Content content = byKey.computeIfAbsent(draft.key(), key -> add());
        if (content.slot != null) {
            uploads.close(content.slot);
        }
        content.draft = draft;
        content.finalised = false;
        content.timesRegistered++;
        content.slot = uploads.open(content.id, content.timesRegistered, draft.key(), draft.mimeType());
        return content.node();
    }

    private Content add() {
        lastId++;
        Content content = new Content("cont_" + String.format("%012d", lastId), clock.instant());
        byId.put(content.id, content);
        return content;
    }

    /** Puts the uploaded bytes in use; they must be as many as declared. */
    synchronized Map<String, Object> finalise(ContentDraft draft, String fileUrl) {
        Content content = Optional.ofNullable(byKey.get(draft.key()))
                .orElseThrow(() -> Refusal.badInput("finalised without a registration: " + draft.key()));
        if (!content.slot.readUrl().equals(fileUrl)) {
            throw Refusal.badInput("fileUrl is not the readUrl of the last registration of " + draft.key());
        }
        if (!draft.repeats(content.draft)) {
            throw Refusal.badInput("finalisation differs from the registration of " + draft.key());
        }
        Uploads.Received received = content.slot.received()
                .orElseThrow(() -> Refusal.badInput("finalised before the upload: " + draft.key()));
        if (received.bytes() != draft.byteSize()) {
            throw Refusal.badInput("byteSize is " + draft.byteSize() + ", uploaded were " + received.bytes() + ": " + draft.key());
        }
        content.draft = draft;
        content.finalised = true;
        content.timesFinalised++;
        content.inUse = received;
        content.storedAt = Optional.of(clock.instant());
        content.version = Optional.ofNullable(submittedVersions.get(draft.key()));
        content.ingestionState = switches.stateAfterFinalisation;
        return content.node();
    }

    /** Puts a finished record in place without any request, as if another process had ingested it. */
    synchronized void store(ContentDraft draft, Optional<String> updatedAt, byte[] bytes) {
        register(draft);
        Uploads.Slot slot = byKey.get(draft.key()).slot;
        uploads.receive(slot, bytes);
        updatedAt.ifPresent(version -> submittedVersions.put(draft.key(), version));
        finalise(draft, slot.readUrl());
    }

    /** A page of the records that match; keys in order. */
    synchronized Listing list(ContentFilter filter, int skip, int take) {
        List<Content> matching = candidates(filter).stream().filter(content -> filter.accepts(content.draft)).toList();
        return new Listing(matching.size(), matching.stream().skip(skip).limit(take).map(Content::node).toList());
    }

    private Collection<Content> candidates(ContentFilter filter) {
        if (filter.keys().isPresent()) {
            return filter.keys().get().stream().distinct().map(byKey::get).filter(Objects::nonNull).toList();
        }
        return filter.prefix().map(this::beneath).orElse(byKey).values();
    }

    private NavigableMap<String, Content> beneath(String prefix) {
        return byKey.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }

    /** How many records there are in all, and the asked page of them. */
    record Listing(int totalCount, List<Map<String, Object>> nodes) { }

    synchronized Optional<String> ownerOf(String id) {
        return Optional.ofNullable(byId.get(id)).map(content -> content.draft.ownerId());
    }

    /** Deletes record and bytes; empty when there is no such record. */
    synchronized Optional<Map<String, Object>> delete(String id) {
        Content content = byId.remove(id);
        if (content == null) {
            return Optional.empty();
        }
        byKey.remove(content.draft.key());
        uploads.close(content.slot);
        return Optional.of(content.node());
    }

    synchronized Map<String, Object> update(String id, Optional<String> url, Optional<Map<String, Object>> metadata,
            Optional<String> ownerId) {
        Content content = byId.get(id);
        if (content == null) {
            throw Refusal.notFound("no content " + id);
        }
        content.draft = content.draft.at(url.orElse(content.draft.url()), metadata.orElse(content.draft.metadata()),
                ownerId.orElse(content.draft.ownerId()));
        return content.node();
    }

    synchronized boolean ownsAny(String scopeId) {
        return byKey.values().stream().anyMatch(content -> content.draft.ownerId().equals(scopeId));
    }

    synchronized void deleteOwnedBy(Predicate<String> scopeId) {
        List.copyOf(byKey.values()).stream().filter(content -> scopeId.test(content.draft.ownerId()))
                .forEach(content -> delete(content.id));
    }

    synchronized void ingestionState(String key, String state) {
        Optional.ofNullable(byKey.get(key)).orElseThrow(() -> new IllegalArgumentException("no content " + key)).ingestionState = state;
    }

    synchronized Map<String, StoredContent> snapshot() {
        Map<String, StoredContent> contents = new LinkedHashMap<>();
        byKey.forEach((key, content) -> contents.put(key, content.snapshot()));
        return contents;
    }

    /** What the store knows about the items under a partial key, for the file diff; item ids in order. */
    synchronized NavigableMap<String, Known> known(String prefix) {
        NavigableMap<String, Known> known = new TreeMap<>();
        beneath(prefix).forEach((key, content) -> known.put(key.substring(prefix.length()),
                new Known(content.draft.url(), content.timesFinalised == 0 ? Optional.empty() : content.version)));
        return known;
    }

    /** @param version the {@code updatedAt} submitted before the last finalisation */
    record Known(String url, Optional<String> version) { }

    synchronized void submitted(Map<String, String> versionsByKey) {
        submittedVersions.putAll(versionsByKey);
    }
}
