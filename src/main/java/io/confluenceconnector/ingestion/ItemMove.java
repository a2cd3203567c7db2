package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.ItemFailure;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.logging.Sensitive;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import io.confluenceconnector.platform.StoredContent;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The decisions of the {@code item-move} route: same key, other URL (P7). */
public final class ItemMove {
    private static final Logger LOG = LoggerFactory.getLogger(ItemMove.class);

    private final PlatformApi platform;
    private final ContentKeys keys;

    public ItemMove(PlatformApi platform, ContentKeys keys) {
        this.platform = platform;
        this.keys = keys;
    }

    /** A stored content and the URL it should have. */
    public record Moved(StoredContent content, Item item) {
        @Override
        public String toString() {
            return "moved " + item;
        }
    }

    /** The moved items by content key, as many to a batch as one query may name. */
    public List<Map<String, Item>> batches(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan) {
        List<Map<String, Item>> batches = new ArrayList<>();
        Map<String, Item> batch = new LinkedHashMap<>();
        for (Item item : plan.moved()) {
            if (batch.size() == PlatformApi.PAGE_SIZE) {
                batches.add(batch);
                batch = new LinkedHashMap<>();
            }
            batch.put(keys.key(item.space(), item.itemId()), item);
        }
        if (!batch.isEmpty()) {
            batches.add(batch);
        }
        return batches;
    }

    public PlatformRequest stored(@ExchangeProperty("moved") Map<String, Item> moved) {
        return platform.contentWithKeys(moved.keySet());
    }

    public List<Moved> contents(@ExchangeProperty("moved") Map<String, Item> moved, @Body JsonNode data) {
        return PlatformAnswer.storedContents(data).stream()
                .filter(content -> Objects.nonNull(moved.get(content.key())))
                .map(content -> new Moved(content, moved.get(content.key()))).toList();
    }

    public PlatformRequest update(@ExchangeProperty("content") Moved moved) {
        return platform.updateUrl(moved.content().id(), moved.item().url());
    }

    public void moved(@ExchangeProperty("content") Moved moved, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        String spaceKey = moved.item().space().key();
        cycle.count(spaceKey, Count.MOVED);
        Event.of(EventName.ITEM_MOVED).outcome(Outcome.SUCCESS).field("spaceKey", spaceKey)
                .field("itemId", Sensitive.id(moved.item().itemId())).log(LOG, "The URL of a moved item was refreshed");
    }

    public void failed(@ExchangeProperty("content") Moved moved, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                       @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        report(moved.item(), cycle, failure);
    }

    public void batchFailed(@ExchangeProperty("moved") Map<String, Item> moved,
                            @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        moved.values().forEach(item -> report(item, cycle, failure));
    }

    private static void report(Item item, SyncCycle cycle, Exception failure) {
        cycle.doomIfHopeless(failure);
        ItemFailure failed = new ItemFailure(item.space().key(), item instanceof Page ? "page" : "attachment",
                Sensitive.id(item.itemId()), "Its URL could not be refreshed", "the stored URL stays; the next cycle tries again");
        cycle.fail(failed, Count.MOVES_FAILED);
        failed.in(Event.of(EventName.ITEM_MOVED)).error(failure).log(LOG, "The URL of a moved item could not be refreshed");
    }
}
