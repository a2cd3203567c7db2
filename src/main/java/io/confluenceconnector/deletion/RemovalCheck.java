package io.confluenceconnector.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Inquiry;
import io.confluenceconnector.confluence.Inquiry.Reply;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.gateway.OptionalStatus;

import java.util.Collection;
import java.util.Comparator;
import java.util.TreeSet;

/** The check of one space that discovery did not find: of all its stored files, then of the space and its pages at Confluence (P12 b). */
public final class RemovalCheck {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "removalCheck";

    /** Stored pages that Confluence is asked for. */
    private static final int SAMPLED_PAGES = 20;

    private final ConfluenceApi confluence;
    private final SelectionQuestion question;
    private final PageCheck pages;
    private final Space space;
    private final ContentReader reader = new ContentReader();
    private final Inquiry inquiry = Inquiry.takingForbiddenForAbsent();
    private final TreeSet<String> sampledPages = new TreeSet<>(
            Comparator.comparingInt(RemovalCheck::scattered).thenComparing(Comparator.naturalOrder()));
    private long files = Long.MAX_VALUE;
    private int filesRead;
    private Verdict verdict = Verdict.CONFIRMED;
    private boolean spaceAnswered;

    RemovalCheck(ConfluenceApi confluence, SelectionQuestion question, PageCheck pages, Space space) {
        this.confluence = confluence;
        this.question = question;
        this.pages = pages;
        this.space = space;
    }

    /** Whether more of the files must be read. */
    public boolean hasMoreFiles() {
        return verdict != Verdict.VETOED && filesRead < files;
    }

    int filesRead() {
        return filesRead;
    }

    /** How many files are stored. */
    long files() {
        return files;
    }

    /** Takes the next of the files: one that must stay keeps all, for the space goes as a whole. */
    void take(Collection<String> itemIds, long total) {
        filesRead += itemIds.size();
        files = itemIds.isEmpty() ? filesRead : total;
        for (String itemId : itemIds) {
            sampledPages.add(DeletionCheck.pageId(itemId));
            if (sampledPages.size() > SAMPLED_PAGES) {
                sampledPages.pollLast();
            }
            if (question.mustStay(itemId)) {
                verdict = Verdict.VETOED;
            }
        }
    }

    /** An order in which the first pages come from everywhere: those listed first may be the very ones that wait to be deleted. */
    private static int scattered(String pageId) {
        return pageId.hashCode() * 0x9E3779B9; // odd, so that no two hashes meet, and far from any pattern of ids
    }

    /** The questions whether anything is still selected; none when a file must stay anyway. */
    Inquiry questions() {
        if (verdict != Verdict.VETOED) {
            askSpace();
            pages.ask(inquiry, space, sampledPages, (pageId, ofPage) -> verdict = verdict.or(ofPage));
        }
        return inquiry;
    }

    /** What is known of all that was asked. */
    Verdict verdict() {
        return verdict == Verdict.VETOED || spaceAnswered ? verdict : Verdict.NO_ANSWER;
    }

    /** Where the space itself can be asked for, first that: some servers fail on a query that names an unknown space. */
    private void askSpace() {
        if (confluence instanceof DataCenterApi dataCenter) {
            inquiry.ask(dataCenter.space(space.key()), reply -> {
                if (reply instanceof Reply.Absent || reply instanceof Reply.Found found && isAnother(found.answer())) {
                    spaceAnswered = true;
                } else {
                    askIndex();
                }
            });
        } else {
            askIndex();
        }
    }

    /** A space that was created again has the key of the former one, and an id of its own. */
    private boolean isAnother(JsonNode found) {
        String id = found.path("id").asText("");
        return !id.isEmpty() && !id.equals(space.id());
    }

    private void askIndex() {
        CqlQuery query = CqlQuery.labelledInSpace(question.rules().labels(), confluence.spaceTypes(), space.key());
        inquiry.askAll(confluence.search(query, false), record -> {
            if (mayBeSelected(record)) {
                verdict = verdict.or(Verdict.VETOED);
            }
        }, reply -> spaceAnswered = !(reply instanceof Reply.NoAnswer none) || mayNotKnowKey(none.status()));
    }

    /** What certainly lies elsewhere, or is never taken, does not count; what lies below a folder is found by itself (P4). */
    private boolean mayBeSelected(JsonNode record) {
        try {
            Content content = reader.read(record);
            return content.space().id().equals(space.id()) && PageKind.ofType(content.type()).isPresent()
                    && question.rules().mayTake(content);
        } catch (MalformedRecordException e) {
            return true;
        }
    }

    /**
     * Cloud may refuse a query that names an unknown key by 400 or 500: then the pages decide. Data Center has been asked for
     * the space itself before.
     */
    private boolean mayNotKnowKey(OptionalStatus refusal) {
        return confluence instanceof CloudApi && (refusal.is(400) || refusal.is(500));
    }

    @Override
    public String toString() {
        return "removal check";
    }
}
