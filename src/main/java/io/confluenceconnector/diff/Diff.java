package io.confluenceconnector.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.Item;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.FileDiff;
import io.confluenceconnector.platform.PlatformAnswer;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The decisions of the {@code diff} route. */
public final class Diff {
    private static final Logger LOG = LoggerFactory.getLogger(Diff.class);

    private final PlatformApi platform;
    private final ContentKeys keys;
    private final FailedUpdates failedUpdates;

    public Diff(PlatformApi platform, ContentKeys keys, FailedUpdates failedUpdates) {
        this.platform = platform;
        this.keys = keys;
        this.failedUpdates = failedUpdates;
    }

    /** An empty plan. */
    public SyncPlan start(@ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                          @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery) {
        cycle.enter(Phase.DIFFING, discovery.spaces().size());
        return new SyncPlan();
    }

    /** The discovered items, space by space. */
    public List<SpaceItems> spaces(@ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery) {
        return discovery.itemsBySpace().entrySet().stream()
                .map(entry -> new SpaceItems(entry.getKey(), entry.getValue(), leftAlone(discovery, entry.getValue()))).toList();
    }

    private static Set<String> leftAlone(Discovery discovery, List<Item> items) {
        return items.stream().filter(discovery.vetoes()::leavesAlone).map(Item::itemId).collect(Collectors.toSet());
    }

    /** The question about one space. */
    public PlatformRequest request(@ExchangeProperty("space") SpaceItems space) {
        return platform.fileDiff(keys.partialKey(space.space()), space.items());
    }

    /** The platform's answer about one space. */
    public FileDiff answer(@Body JsonNode answer) {
        return PlatformAnswer.fileDiff(answer);
    }

    /** The deletions of the answer that may be looked at at all (P4, P6). */
    public Set<String> deletions(@ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery,
                                 @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                                 @ExchangeProperty("space") SpaceItems space, @ExchangeProperty("fileDiff") FileDiff diff) {
        Set<String> open = new HashSet<>(diff.deletedFiles());
        open.removeIf(discovery.protectedItems()::contains);
        cycle.count(space.space().key(), Count.PROTECTED, diff.deletedFiles().size() - open.size());
        return discovery.deletionsAllowed() ? open : Set.of();
    }

    /** How much is stored for this space: the guards compare with it. */
    public PlatformRequest countStored(@ExchangeProperty("space") SpaceItems space) {
        return platform.countContent(keys.prefix(space.space()));
    }

    /**
     * How many files are stored for this space.
     *
     * @throws DiffRejectedException when the deletions cannot be believed (P8)
     */
    public long guard(@ExchangeProperty("space") SpaceItems space, @ExchangeProperty("fileDiff") FileDiff diff,
                      @ExchangeProperty("deletions") Set<String> deletions, @Body JsonNode data) {
        long stored = PlatformAnswer.storedContentCount(data);
        DiffGuards.Verdict verdict = DiffGuards.judge(space.byItemId().keySet(), diff, deletions, stored);
        if (verdict instanceof DiffGuards.Verdict.Unbelievable unbelievable) {
            throw new DiffRejectedException("Space " + space.space().key() + ": " + unbelievable.reason() + ".");
        }
        if (verdict instanceof DiffGuards.Verdict.FullReplacement replacement) {
            Event.of(EventName.DIFF_COMPLETED).level(Level.WARN).outcome(Outcome.SUCCESS)
                    .field("spaceKey", space.space().key()).field("reason", replacement.warning())
                    .log(LOG, "Everything stored of a space is replaced by other keys");
        }
        return stored;
    }

    /** Puts the space's part into the plan. */
    public void plan(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                     @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                     @ExchangeProperty("space") SpaceItems space, @ExchangeProperty("fileDiff") FileDiff diff,
                     @ExchangeProperty("deletions") Set<String> deletions,
                     @ExchangeProperty("stored") Long stored) {
        SpaceDiff spaceDiff = of(space, diff, deletions, stored);
        plan.add(spaceDiff);
        cycle.advance(1);
        String key = space.space().key();
        cycle.count(key, Count.DIFF_NEW, spaceDiff.added().size());
        cycle.count(key, Count.DIFF_UPDATED, spaceDiff.updated().size());
        cycle.count(key, Count.DIFF_MOVED, spaceDiff.moved().size());
        cycle.count(key, Count.DIFF_DELETED, deletions.size());
        Event.of(EventName.DIFF_COMPLETED).outcome(Outcome.SUCCESS).field("spaceKey", key)
                .field("new", spaceDiff.added().size()).field("updated", spaceDiff.updated().size())
                .field("moved", spaceDiff.moved().size()).field("deleted", deletions.size())
                .log(LOG, "Diff completed");
    }

    private SpaceDiff of(SpaceItems space, FileDiff diff, Set<String> deletions, long stored) {
        Map<String, Item> items = space.open();
        Set<String> updated = new HashSet<>(diff.updatedFiles());
        failedUpdates.of(space.space()).stream().filter(items::containsKey).forEach(updated::add);
        updated.removeAll(diff.newFiles());
        Set<String> moved = new HashSet<>(diff.movedFiles());
        moved.removeAll(updated);
        return new SpaceDiff(space.space(), pick(items, diff.newFiles()), pick(items, updated), pick(items, moved),
                deletions, stored);
    }

    private static List<Item> pick(Map<String, Item> items, Collection<String> ids) {
        return ids.stream().sorted().map(items::get).filter(Objects::nonNull).toList();
    }
}
