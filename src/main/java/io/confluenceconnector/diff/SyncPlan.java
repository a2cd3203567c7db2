package io.confluenceconnector.diff;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.Space;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a cycle is going to do, space by space. Filled by the diff stage, read by all later ones. */
public final class SyncPlan {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "plan";

    private final List<SpaceDiff> spaces = new ArrayList<>();

    public synchronized void add(SpaceDiff diff) {
        spaces.add(diff);
        spaces.sort(Comparator.comparing(planned -> planned.space().key()));
    }

    /** Plans to ingest items again that the platform knows already (P14). */
    public void ingestAgain(Space space, List<Item> items) {
        add(new SpaceDiff(space, List.of(), items, List.of(), Set.of(), 0));
    }

    /** Leaves a space out of the rest of the cycle, its deletions included: its scope is not ours (P9). */
    public synchronized void drop(Space space) {
        spaces.removeIf(diff -> diff.space().equals(space));
    }

    /** In the order of their keys, whichever answer came first. */
    public synchronized List<SpaceDiff> spaces() {
        return List.copyOf(spaces);
    }

    /** Whether a space is part of the cycle. */
    public synchronized boolean has(Space space) {
        return spaces.stream().anyMatch(diff -> diff.space().equals(space));
    }

    /** Pages to upload, with whether the platform knows them already. */
    public List<PlannedItem> pages() {
        return items().filter(planned -> planned.item() instanceof Page).toList();
    }

    /** Attachments to upload. */
    public List<PlannedItem> attachments() {
        return items().filter(planned -> planned.item() instanceof Attachment).toList();
    }

    private Stream<PlannedItem> items() {
        return spaces().stream().flatMap(diff -> Stream.concat(
                diff.added().stream().map(item -> new PlannedItem(item, false)),
                diff.updated().stream().map(item -> new PlannedItem(item, true))));
    }

    /** Items whose URL alone changed (P7). */
    public List<Item> moved() {
        return spaces().stream().flatMap(diff -> diff.moved().stream()).toList();
    }

    @Override
    public String toString() {
        return "plan for " + spaces().size() + " spaces";
    }
}
