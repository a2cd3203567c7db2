package io.confluenceconnector.reconciliation;

import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.platform.StoredContent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One space under review: what the listing has shown so far of the items that are to be compared. */
public final class SpaceReview {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "spaceReview";

    private final Space space;
    private final Map<String, Item> itemsByContentKey;
    private final List<Item> outdated = new ArrayList<>();
    private final List<Item> processingFailed = new ArrayList<>();
    private final List<Page> relabelled = new ArrayList<>();
    private final List<String> finished = new ArrayList<>();
    private int read;
    private int compared;
    private boolean complete;

    /** @param itemsByContentKey what was discovered in the space, without the items that this cycle has ingested */
    SpaceReview(Space space, Map<String, Item> itemsByContentKey) {
        this.space = space;
        this.itemsByContentKey = Map.copyOf(itemsByContentKey);
        this.complete = itemsByContentKey.isEmpty();
    }

    /** Takes one page of the listing; an empty one ends it, whatever the total says. */
    void take(List<StoredContent> contents, long totalCount) {
        read += contents.size();
        complete = contents.isEmpty() || read >= totalCount;
        contents.forEach(this::compare);
    }

    private void compare(StoredContent stored) {
        Item item = itemsByContentKey.get(stored.key());
        if (item == null) {
            return;
        }
        compared++;
        Finding finding = Finding.of(item, stored);
        if (finding instanceof Finding.Outdated) {
            outdated.add(item);
        } else if (finding instanceof Finding.ProcessingFailed) {
            processingFailed.add(item);
        } else if (finding instanceof Finding.LabelsDiffer) {
            relabelled.add((Page) item);
        }
        if (stored.ingestionState().equals("FINISHED")) {
            finished.add(stored.key());
        }
    }

    /** Whether the listing has more pages; with nothing to compare none is read. */
    public boolean hasMore() {
        return !complete;
    }

    /** Those of the contents, read anew, whose labels are still to be refreshed. */
    List<LabelUpdate> labelUpdates(List<StoredContent> contents) {
        List<LabelUpdate> updates = new ArrayList<>();
        for (StoredContent stored : contents) {
            if (itemsByContentKey.get(stored.key()) instanceof Page page
                    && Finding.of(page, stored) instanceof Finding.LabelsDiffer) {
                updates.add(new LabelUpdate(page, stored));
            }
        }
        return updates;
    }

    Space space() {
        return space;
    }

    int read() {
        return read;
    }

    int compared() {
        return compared;
    }

    List<Item> outdated() {
        return outdated;
    }

    List<Item> processingFailed() {
        return processingFailed;
    }

    /** Pages whose labels are to be refreshed; what is stored of them is not kept, for a whole wiki may be relabelled. */
    List<Page> relabelled() {
        return relabelled;
    }

    /** Content keys of items that the platform has processed. */
    List<String> finished() {
        return finished;
    }

    @Override
    public String toString() {
        return "review of " + space;
    }
}
