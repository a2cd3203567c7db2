package io.confluenceconnector.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.AttachmentReader;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.Listing;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageReader;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.gateway.OptionalStatus;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.RemoteCallException;
import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import io.confluenceconnector.logging.Outcome;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.Set;

/** The decisions of the {@code space-discovery} and {@code attachment-enumeration} routes. */
public final class SpaceDiscovery {

    /** Exchange property of the scan under way. */
    public static final String SCAN = "scan";

    /** Exchange property of the finished discovery. */
    public static final String DISCOVERY = "discovery";

    private static final Logger LOG = LoggerFactory.getLogger(SpaceDiscovery.class);

    private final ConfluenceApi api;
    private final SelectionRules rules;
    private final boolean keepsTitles;

    /** @param keepsTitles whether titles are kept for people to read: memory that a sync has better use for */
    public SpaceDiscovery(ConfluenceApi api, SelectionRules rules, boolean keepsTitles) {
        this.api = api;
        this.rules = rules;
        this.keepsTitles = keepsTitles;
    }

    /** An empty scan. */
    public DiscoveryScan start(@ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        cycle.enter(Phase.SCANNING);
        ContentReader contents = new ContentReader();
        PageReader pages = new PageReader(api, contents, Set.copyOf(rules.labels()));
        return new DiscoveryScan(rules, contents, pages, new AttachmentReader(api), cycle, keepsTitles);
    }

    /** The query for both labels. */
    public Listing labelled() {
        return api.search(CqlQuery.labelled(rules.labels(), api.spaceTypes()), rules.attachments().enabled());
    }

    /** Ids of content with the all label, as many to a batch as one query may name. */
    public List<List<String>> ancestorBatches(@ExchangeProperty(SCAN) DiscoveryScan scan) {
        return ConfluenceApi.batches(scan.allLabelIds());
    }

    /** The query for everything below these. */
    public Listing descendants(@Body List<String> ancestorIds) {
        return api.search(CqlQuery.descendantsOf(ancestorIds), rules.attachments().enabled());
    }

    /**
     * Whether a descendants query that failed may have been too large for this server, in length (400, 414) or in clauses
     * (500), and can still be halved. Every other failure is none of the query's making.
     */
    public boolean fewerMayHelp(@ExchangeProperty("ancestors") List<String> ancestorIds,
                                @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) RemoteCallException failure) {
        OptionalStatus status = failure.status();
        return ancestorIds.size() > 1 && (status.is(400) || status.is(414) || status.is(500));
    }

    /** The ids of a descendants query, in two parts. */
    public List<List<String>> halves(@ExchangeProperty("ancestors") List<String> ancestorIds) {
        int middle = ancestorIds.size() / 2;
        return List.of(ancestorIds.subList(0, middle), ancestorIds.subList(middle, ancestorIds.size()));
    }

    /** Takes the records of one answer. */
    public void take(@ExchangeProperty(SCAN) DiscoveryScan scan, @Body List<JsonNode> records) {
        scan.take(records);
    }

    /** Pages whose attachments have to be listed one by one. */
    public List<Page> unlistedPages(@ExchangeProperty(SCAN) DiscoveryScan scan) {
        return scan.unlisted();
    }

    /** The listing of one page's attachments. */
    public Listing attachments(@Body Page page) {
        return api.attachments(page.pageId(), page.kind());
    }

    /** Takes the records of one answer to a page's attachment listing. */
    public void takeAttachments(@ExchangeProperty(SCAN) DiscoveryScan scan, @ExchangeProperty("page") Page page,
                                @Body List<JsonNode> records) {
        scan.takeAttachments(page, records);
    }

    /**
     * A refusal that speaks of one page only protects that page's attachments; every other failure ends the cycle (P6).
     */
    public void refused(@ExchangeProperty(SCAN) DiscoveryScan scan, @ExchangeProperty("page") Page page,
                        @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) PermanentException refusal) {
        if (!refusal.concernsOneThing()) {
            throw refusal;
        }
        scan.protectAttachments(page, refusal);
    }

    /** The finished discovery. */
    public Discovery result(@ExchangeProperty(SCAN) DiscoveryScan scan,
                            @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        Discovery discovery = scan.result();
        discovery.pages().values().forEach(p -> cycle.count(p.space().key(), Count.PAGES_DISCOVERED));
        discovery.attachments().values().forEach(a -> cycle.count(a.space().key(), Count.ATTACHMENTS_DISCOVERED));
        Event.of(EventName.DISCOVERY_COMPLETED).outcome(Outcome.SUCCESS)
                .field("spaces", discovery.spaces().size())
                .field("pages", discovery.pages().size())
                .field("attachments", discovery.attachments().size())
                .field("cutShort", cycle.isCutShort())
                .log(LOG, cycle.isCutShort()
                        ? "Discovery was cut short by maxItemsToScan: this cycle deletes nothing"
                        : "Discovery completed");
        return discovery;
    }
}
