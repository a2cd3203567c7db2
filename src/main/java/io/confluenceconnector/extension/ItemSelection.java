package io.confluenceconnector.extension;

import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.Vetoes;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Sensitive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The items of one cycle on their way through {@code select-item}, and what was said of them. */
public final class ItemSelection {

    /** Name of the exchange property that carries it. */
    public static final String PROPERTY = "selection";

    /** Exchange property in which an extension says why an item is left out. */
    static final String VETO = "veto";

    private static final String NOT_SHOWN = "a reason that the extension computes, which is not shown";

    private static final Logger LOG = LoggerFactory.getLogger(ItemSelection.class);

    /** Why items are left out: given by an extension, counted per space. */
    private record Veto(String spaceKey, String reason, boolean removed) implements Comparable<Veto> {
        @Override
        public int compareTo(Veto other) {
            return (spaceKey + '\n' + reason + removed).compareTo(other.spaceKey + '\n' + other.reason + other.removed);
        }
    }

    private final Discovery discovery;
    private final SyncCycle cycle;
    private final Set<String> reasonsInWords;
    private final Set<String> leftAlone = new HashSet<>();
    private final Set<String> removed = new HashSet<>();
    private final Map<Veto, Integer> vetoes = new TreeMap<>();

    /** @param reasonsInWords the reasons that may be logged as they are */
    ItemSelection(Discovery discovery, SyncCycle cycle, Set<String> reasonsInWords) {
        this.discovery = discovery;
        this.cycle = cycle;
        this.reasonsInWords = Set.copyOf(reasonsInWords);
    }

    /** Pages first, then their attachments. */
    public Collection<Item> items() {
        return Stream.<Item>concat(discovery.pages().values().stream(), discovery.attachments().values().stream()).toList();
    }

    ItemView view(Item item) {
        return ItemView.of(item, Optional.ofNullable(discovery.pages().get(item.pageId())).map(Page::labels).orElse(List.of()));
    }

    /** An answer about one item; one that cannot be understood, or a failure, leaves the item alone and is reported. */
    void take(Item item, ExtensionAnswer answer) {
        try {
            answer.requireSuccess(ExtensionPoint.SELECT_ITEM);
            decide(item, answer.text(VETO), answer.text("vetoStored"));
        } catch (ExtensionException e) {
            failed(item, e);
        }
    }

    private void decide(Item item, String veto, String vetoStored) {
        if (veto.isBlank()) {
            if (!vetoStored.isBlank()) {
                throw new ExtensionException(ExtensionPoint.SELECT_ITEM, "set 'vetoStored' without 'veto'");
            }
            return;
        }
        boolean remove = vetoStored.equals("remove");
        if (!remove && !vetoStored.isBlank() && !vetoStored.equals("keep")) {
            throw new ExtensionException(ExtensionPoint.SELECT_ITEM, "set 'vetoStored' to something else than 'keep' or 'remove'");
        }
        (remove ? removed : leftAlone).add(item.itemId());
        String reason = reasonsInWords.contains(veto) ? veto : NOT_SHOWN;
        vetoes.merge(new Veto(item.space().key(), reason, remove), 1, Integer::sum);
    }

    private void failed(Item item, ExtensionException failure) {
        leftAlone.add(item.itemId());
        boolean page = item instanceof Page;
        ItemFailure failed = new ItemFailure(item.space().key(), page ? "page" : "attachment", Sensitive.id(item.itemId()),
                failure.getMessage(), "left as it is in this cycle; tried again in the next one");
        cycle.fail(failed, page ? Count.PAGES_FAILED : Count.ATTACHMENTS_FAILED);
        failed.in(Event.of(EventName.ITEM_FAILED)).error(failure)
                .log(LOG, "Item failed");
    }

    /** The discovery with what was vetoed. */
    Discovery result() {
        vetoes.forEach((veto, items) -> {
            cycle.count(veto.spaceKey(), Count.VETOED_BY_EXTENSION, items);
            Event.of(EventName.ITEMS_VETOED).outcome(Outcome.SUCCESS).field("spaceKey", veto.spaceKey()).field("items", items)
                    .field("reason", veto.reason()).field("stored", veto.removed() ? "removed" : "kept")
                    .log(LOG, "An extension has left items out");
        });
        return leftAlone.isEmpty() && removed.isEmpty() ? discovery : discovery.with(new Vetoes(leftAlone, removed));
    }

    @Override
    public String toString() {
        return "selection among " + discovery;
    }
}
