package io.confluenceconnector.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.AttachmentReader;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.PageReader;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.SafeError;
import io.confluenceconnector.logging.Sensitive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A discovery under way: takes records as they come in and keeps what is selected. Safe for many threads. */
public final class DiscoveryScan {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryScan.class);

    /** Types without a storage body: skipped silently; what lies beneath them is still found (P4). */
    private static final Set<String> WITHOUT_BODY =
            Set.of("folder", "whiteboard", "database", "embed", "smartlink", "comment", "attachment");

    /** Stands for a space key or an id that a record does not tell. */
    private static final String UNKNOWN = "(unknown)";

    private final SelectionRules rules;
    private final ContentReader contentReader;
    private final PageReader pageReader;
    private final AttachmentReader attachmentReader;
    private final SyncCycle cycle;
    private final boolean keepsTitles;

    private final Map<String, Page> pages = new LinkedHashMap<>();
    private final Map<String, Attachment> attachments = new LinkedHashMap<>();
    private final Map<String, String> titles = new HashMap<>();
    private final Map<String, Map<String, Attachment>> images = new HashMap<>();
    private final Set<String> allLabelIds = new LinkedHashSet<>();
    private final Set<String> doubtfulRoots = new LinkedHashSet<>();
    private final Map<String, Page> unlisted = new LinkedHashMap<>();
    private final Set<String> protectedPages = new LinkedHashSet<>();
    private final Set<String> protectedLists = new LinkedHashSet<>();
    private final Set<String> protectedAttachments = new LinkedHashSet<>();
    private final Set<String> unknownTypes = new LinkedHashSet<>();
    private boolean hole;

    DiscoveryScan(SelectionRules rules, ContentReader contentReader, PageReader pageReader,
                  AttachmentReader attachmentReader, SyncCycle cycle, boolean keepsTitles) {
        this.rules = rules;
        this.contentReader = contentReader;
        this.pageReader = pageReader;
        this.attachmentReader = attachmentReader;
        this.cycle = cycle;
        this.keepsTitles = keepsTitles;
    }

    /** Takes the records of one answer to the label query or to a descendants query. */
    synchronized void take(Collection<JsonNode> records) {
        for (JsonNode record : records) {
            try {
                take(record, contentReader.read(record));
            } catch (MalformedRecordException e) {
                protect(record, e);
            }
        }
    }

    private void take(JsonNode record, Content content) {
        if (!rules.mayTake(content)) {
            return;
        }
        noteTree(content.id(), record);
        PageKind.ofType(content.type()).ifPresentOrElse(
                kind -> take(record, content, pageReader.page(kind, content, record)),
                () -> skip(content));
    }

    private void take(JsonNode record, Content content, Page page) {
        if (pages.containsKey(page.pageId())) {
            return;
        }
        if (rules.isFull(pages.size())) {
            cycle.cutShort();
            return;
        }
        pages.put(page.pageId(), page);
        if (keepsTitles) {
            titles.put(page.pageId(), content.title());
        }
        cycle.advance(1);
        if (rules.attachments().enabled()) {
            AttachmentReader.allInlined(record).ifPresentOrElse(
                    all -> all.forEach(attachment -> takeAttachment(page, attachment)),
                    () -> unlisted.put(page.pageId(), page));
        }
    }

    private void skip(Content content) {
        if (!WITHOUT_BODY.contains(content.type()) && unknownTypes.add(content.type())) {
            Event.of(EventName.ITEM_SKIPPED).level(Level.WARN).outcome(Outcome.SKIPPED)
                    .field("reason", "unknown content type").field("contentType", Sensitive.title(content.type()))
                    .log(LOG, "Content of a type nobody has heard of is skipped");
        }
    }

    private void protect(JsonNode record, MalformedRecordException e) {
        e.id().ifPresent(id -> noteTree(id, record));
        if (e.id().isEmpty() || protectedPages.add(e.id().get())) {
            unreadable(record.path("space").path("key").asText(UNKNOWN), "page", e.id(), e, Count.PAGES_UNREADABLE);
        }
    }

    /**
     * The all label selects what lies below a record, whatever else of it cannot be read. Without readable labels it may:
     * then nothing is taken that may not be selected, but what is stored is kept (P6).
     */
    private void noteTree(String id, JsonNode record) {
        contentReader.labels(record).ifPresentOrElse(labels -> {
            if (labels.contains(rules.allLabel())) {
                allLabelIds.add(id);
            }
        }, () -> doubtfulRoots.add(id));
    }

    private void unreadable(String spaceKey, String kind, Optional<String> itemId, MalformedRecordException e, Count count) {
        hole |= itemId.isEmpty();
        ItemFailure failed = new ItemFailure(spaceKey, kind, Sensitive.id(itemId.orElse(UNKNOWN)), e.getMessage(),
                itemId.isPresent() ? "what is stored of it stays; the next cycle reads it again"
                        : "nothing at all is deleted in this cycle; the next one reads it again");
        cycle.fail(failed, count);
        failed.in(Event.of(EventName.ITEM_FAILED)).log(LOG, "A record could not be read");
    }

    /** Pages whose attachments the search did not give completely. */
    synchronized List<Page> unlisted() {
        return List.copyOf(unlisted.values());
    }

    /** Takes the records of one answer to an attachment listing. */
    synchronized void takeAttachments(Page page, Collection<JsonNode> records) {
        records.forEach(record -> takeAttachment(page, record));
    }

    /** A final refusal of one page's listing: its attachments, whatever was listed, are not deleted (P6, B13). */
    synchronized void protectAttachments(Page page, PermanentException refusal) {
        protectedLists.add(page.pageId());
        ItemFailure failed = new ItemFailure(page.space().key(), "page", Sensitive.id(page.pageId()),
                "Its attachments could not be listed: " + SafeError.reason(refusal),
                "those that are stored stay; the next cycle lists them again");
        cycle.fail(failed, Count.ATTACHMENTS_UNREADABLE);
        failed.in(Event.of(EventName.ITEM_FAILED)).error(refusal).log(LOG, "A page's attachments could not be listed");
    }

    private void takeAttachment(Page page, JsonNode record) {
        if (!AttachmentReader.isCurrent(record)) {
            return;
        }
        AttachmentReader.Described described;
        try {
            described = attachmentReader.describe(record);
        } catch (MalformedRecordException e) {
            e.id().ifPresent(protectedAttachments::add);
            unreadable(page.space().key(), "attachment", e.id().map(id -> page.pageId() + "::" + id), e, Count.ATTACHMENTS_UNREADABLE);
            return;
        }
        AttachmentSelection.Decision decision =
                rules.attachments().decide(described.declaredMediaType(), described.title(), described.size());
        if (decision instanceof AttachmentSelection.Decision.Taken taken) {
            put(attachmentReader.attachment(page.pageId(), page.space(), page.updatedAt(), described,
                    taken.mediaType(), taken.byExtension()));
        } else if (decision instanceof AttachmentSelection.Decision.Inlined image) {
            Attachment attachment = attachmentReader.attachment(page.pageId(), page.space(), page.updatedAt(), described,
                    image.mediaType(), image.byExtension());
            images.computeIfAbsent(page.pageId(), id -> new LinkedHashMap<>()).putIfAbsent(attachment.itemId(), attachment);
        }
    }

    private void put(Attachment attachment) {
        attachments.putIfAbsent(attachment.itemId(), attachment);
    }

    synchronized Collection<String> allLabelIds() {
        return List.copyOf(allLabelIds);
    }

    synchronized Discovery result() {
        doomIfNothingWasReadable();
        boundAttachments();
        Map<String, List<Attachment>> imagesOfPages = new HashMap<>();
        images.forEach((pageId, ofPage) -> imagesOfPages.put(pageId, List.copyOf(ofPage.values())));
        Set<String> roots = new LinkedHashSet<>(allLabelIds);
        roots.addAll(doubtfulRoots);
        return new Discovery(pages, attachments, imagesOfPages, roots,
                new ProtectedItems(protectedPages, protectedLists, protectedAttachments), Vetoes.NONE, titles,
                !hole && !cycle.isCutShort());
    }

    /** P13: a search of which no page can be read, or whose pages all keep their attachments to themselves, is no success. */
    private void doomIfNothingWasReadable() {
        cycle.doomIfAllFailed(protectedPages.size(), pages.size(), "pages that the search found could not be read");
        cycle.doomIfAllFailed(protectedLists.size(), unlisted.size() - protectedLists.size() + attachments.size() + images.size(),
                "listings of attachments were refused");
    }

    /** The bound counts pages first; what it leaves is for attachments (P4). */
    private void boundAttachments() {
        Iterator<Attachment> all = attachments.values().iterator();
        for (int items = pages.size(); all.hasNext(); items++) {
            all.next();
            if (rules.isFull(items)) {
                all.remove();
                cycle.cutShort();
            }
        }
    }
}
