package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.AttachmentReader;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Inquiry.Reply;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.diff.SpaceDiff;
import io.confluenceconnector.discovery.AttachmentSelection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The check of everything one cycle would delete: its questions, and the verdict on each item (P11). */
public final class DeletionCheck {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "deletionCheck";

    private static final String SEPARATOR = "::";

    private final ConfluenceApi api;
    private final SelectionQuestion question;
    private final PageCheck pages;
    private final Inquiry inquiry = new Inquiry();
    private final Map<SpaceDiff, Map<String, Verdict>> verdicts = new LinkedHashMap<>();

    DeletionCheck(ConfluenceApi api, SelectionQuestion question, PageCheck pages, List<SpaceDiff> diffs) {
        this.api = api;
        this.question = question;
        this.pages = pages;
        diffs.stream().filter(diff -> !diff.deleted().isEmpty()).forEach(this::ask);
    }

    /** The questions that are still open. */
    public Inquiry inquiry() {
        return inquiry;
    }

    /** How pages are confirmed. */
    String method() {
        return pages.method();
    }

    /** The verdict on each item, by space. */
    Map<SpaceDiff, Map<String, Verdict>> verdicts() {
        return verdicts;
    }

    private void ask(SpaceDiff diff) {
        Map<String, Verdict> ofSpace = new HashMap<>();
        verdicts.put(diff, ofSpace);
        Map<String, List<String>> byPage = new LinkedHashMap<>();
        for (String itemId : diff.deleted()) {
            if (question.mustStay(itemId)) {
                ofSpace.put(itemId, Verdict.VETOED);
                continue;
            }
            if (question.discovery().vetoes().removes(itemId)) {
                ofSpace.put(itemId, Verdict.CONFIRMED); // by the operator's own route, not by Confluence's silence
                continue;
            }
            byPage.computeIfAbsent(pageId(itemId), id -> new ArrayList<>()).add(itemId);
            ofSpace.put(itemId, Verdict.NO_ANSWER);
        }
        Set<String> pagesInDoubt = new HashSet<>();
        byPage.forEach((pageId, itemIds) -> {
            if (selectedHere(pageId, diff.space()) && !diff.deleted().contains(pageId)) {
                askAttachments(question.discovery().pages().get(pageId), itemIds, ofSpace);
            } else {
                pagesInDoubt.add(pageId);
            }
        });
        pages.ask(inquiry, diff.space(), pagesInDoubt,
                (pageId, verdict) -> byPage.get(pageId).forEach(itemId -> ofSpace.put(itemId, verdict)));
    }

    private boolean selectedHere(String pageId, Space space) {
        Page page = question.discovery().pages().get(pageId);
        return page != null && page.space().id().equals(space.id());
    }

    /**
     * Their page stays: one listing of that page tells which of its attachments are gone or no longer taken. Where the
     * configuration takes none at all, nothing is left to ask.
     */
    private void askAttachments(Page page, List<String> itemIds, Map<String, Verdict> ofSpace) {
        if (!question.rules().attachments().enabled()) {
            itemIds.forEach(itemId -> ofSpace.put(itemId, Verdict.CONFIRMED));
            return;
        }
        Set<String> present = new HashSet<>();
        inquiry.askAll(api.attachments(page.pageId(), page.kind()), record -> addIfTaken(page, record, present),
                reply -> {
                    for (String itemId : itemIds) {
                        ofSpace.put(itemId, !(reply instanceof Reply.Found) ? Verdict.NO_ANSWER
                                : present.contains(itemId) ? Verdict.VETOED : Verdict.CONFIRMED);
                    }
                });
    }

    private void addIfTaken(Page page, JsonNode record, Set<String> present) {
        AttachmentReader reader = new AttachmentReader(api);
        try {
            AttachmentReader.Described described = reader.describe(record);
            boolean taken = AttachmentReader.isCurrent(record) && question.rules().attachments()
                    .decide(described.declaredMediaType(), described.title(), described.size())
                            instanceof AttachmentSelection.Decision.Taken;
            if (taken) {
                Attachment attachment = reader.attachment(page.pageId(), page.space(), page.updatedAt(), described, "",
                        false);
                present.add(attachment.itemId());
            }
        } catch (MalformedRecordException e) {
            present.add(page.pageId() + SEPARATOR + e.id().orElseThrow(() -> e)); // without an id it may be any of them
        }
    }

    static String pageId(String itemId) {
        int separator = itemId.indexOf(SEPARATOR);
        return separator < 0 ? itemId : itemId.substring(0, separator);
    }

    @Override
    public String toString() {
        return "deletion check";
    }
}
