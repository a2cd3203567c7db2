package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.MalformedRecordException;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageReader;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.PlannedItem;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.extension.Extensions;
import io.confluenceconnector.extension.ItemView;
import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.RemoteCallException;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.http.ExactLengthEntity;
import io.confluenceconnector.scope.ScopeTree;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The decisions of the {@code page-upload} route (P10). */
public final class PageUpload {

    /** Pages whose bodies come in one request; more makes answers large, fewer costs Confluence's quota. */
    static final int PAGES_PER_REQUEST = 25;

    /** Pages in a row that came not even alone: then it is no page's fault, and halves would only repeat the failure. */
    static final int MOST_MISSED = 10;

    /** Refusals that may speak of one page of a batch, or of its size. */
    private static final Set<Integer> MENDED_BY_HALVING = Set.of(400, 404, 413, 414);

    private final ConfluenceApi api;
    private final Set<String> syncLabels;
    private final ItemDescriptions descriptions;
    private final ItemIngestion ingestion;
    private final AtomicInteger missed = new AtomicInteger();

    PageUpload(ConfluenceApi api, Set<String> syncLabels, ItemDescriptions descriptions, ItemIngestion ingestion) {
        this.api = api;
        this.syncLabels = Set.copyOf(syncLabels);
        this.descriptions = descriptions;
        this.ingestion = ingestion;
    }

    /** The pages to upload, in batches whose bodies come in one request. */
    public List<List<PlannedItem>> batches(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                                           @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        List<PlannedItem> pages = plan.pages();
        missed.set(0);
        cycle.enter(Phase.INGESTING_PAGES, pages.size());
        return chunks(pages, PAGES_PER_REQUEST);
    }

    public ConfluenceRequest bodies(@ExchangeProperty("batch") List<PlannedItem> batch) {
        return api.bodies(batch.stream().map(planned -> planned.item().pageId()).toList());
    }

    /** Whether a batch that failed as a whole is asked for in halves: when that may help, and has helped lately (P10). */
    public boolean canHalve(@ExchangeProperty("batch") List<PlannedItem> batch,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        return batch.size() > 1 && missed.get() < MOST_MISSED && halvingMayHelp(failure);
    }

    /** Not when all is refused or throttled alike; but when an answer was too large, slow or broken, or one page unreadable. */
    private static boolean halvingMayHelp(Exception failure) {
        if (failure instanceof RemoteCallException call) {
            int status = call.status().code();
            return failure instanceof TransientException ? status != 429 : MENDED_BY_HALVING.contains(status);
        }
        return true;
    }

    public List<List<PlannedItem>> halves(@ExchangeProperty("batch") List<PlannedItem> batch) {
        return chunks(batch, (batch.size() + 1) / 2);
    }

    /** The pages of a batch with what was found of each: its content, or the reason why there is none. */
    public List<FetchedPage> fetched(@ExchangeProperty("batch") List<PlannedItem> batch, @Body JsonNode answer) {
        missed.set(0);
        Map<String, JsonNode> records = new HashMap<>();
        answer.path("results").forEach(record -> records.put(record.path("id").asText(), record));
        List<FetchedPage> pages = new ArrayList<>(batch.size());
        for (PlannedItem planned : batch) {
            pages.add(fetched(planned, records.get(planned.item().pageId())));
        }
        return pages;
    }

    private FetchedPage fetched(PlannedItem planned, JsonNode record) {
        Page page = (Page) planned.item();
        if (record == null) {
            return new FetchedPage.Failed(page, planned.known(), new PermanentException(
                    "Confluence did not return the page when its body was asked for: deleted, hidden or not indexed in"
                            + " the meantime. The next cycle looks again."));
        }
        if (!record.path("status").asText(Content.CURRENT).equals(Content.CURRENT)) {
            return new FetchedPage.Failed(page, planned.known(), new PermanentException(
                    "The page is no longer current: trashed or archived since it was found. The next cycle looks again."));
        }
        JsonNode value = record.path("body").path("storage").path("value");
        if (!value.isTextual() || value.textValue().isEmpty()) {
            return new FetchedPage.Empty(page, value.isTextual() ? "the page is empty" : "Confluence gave no body");
        }
        try {
            ContentReader reader = new ContentReader();
            Content content = reader.read(record);
            Page current = new PageReader(api, reader, syncLabels).page(page.kind(), content, record);
            return new FetchedPage.Complete(new PageContent(current, planned.known(), content.title(),
                    value.textValue().getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedRecordException e) {
            return new FetchedPage.Failed(page, planned.known(), e);
        }
    }

    /** What is uploaded for a page. */
    public ItemIngestion.Upload upload(@ExchangeProperty("content") PageContent content,
                                       @ExchangeProperty(ScopeTree.PROPERTY) ScopeTree scopes,
                                       @ExchangeProperty(Extensions.METADATA) Map<String, Object> extraMetadata) {
        String scopeId = scopes.of(content.page().space()).orElseThrow().id();
        return new ItemIngestion.Upload(content.page(), content.known(), descriptions.page(content, scopeId, extraMetadata),
                content.page().updatedAt());
    }

    /** What extension routes see of a page. */
    public ItemView view(@ExchangeProperty("content") PageContent content) {
        return ItemView.of(content.page(), content.title(), content.body().length());
    }

    /** A page's text, for the extension that transforms it. */
    public String text(@ExchangeProperty("content") PageContent content) {
        return new String(content.source(), StandardCharsets.UTF_8);
    }

    /** The page with another text; byte for byte the same when nothing has changed. */
    public PageContent withText(@ExchangeProperty("content") PageContent content, @Body String text) {
        return text.equals(text(content)) ? content : content.with(text.getBytes(StandardCharsets.UTF_8));
    }

    public HttpEntity entity(@ExchangeProperty("content") PageContent content) {
        return new ExactLengthEntity(content.body().open(), content.body().length(), ContentType.create("text/html"));
    }

    public void skipped(@Body FetchedPage.Empty empty, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        ingestion.skipped(empty.page(), empty.reason(), cycle);
    }

    /** Counts a page that the answer did not bring. */
    public void notFetched(@Body FetchedPage.Failed failed, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        ingestion.failed(failed.page(), failed.known(), cycle, failed.failure());
    }

    /** Counts the pages of a batch that could not be fetched and cannot be halved. */
    public void batchFailed(@ExchangeProperty("batch") List<PlannedItem> batch,
                            @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (batch.size() == 1) {
            missed.incrementAndGet();
        }
        batch.forEach(planned -> ingestion.failed(planned.item(), planned.known(), cycle, failure));
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int i = 0; i < all.size(); i += size) {
            chunks.add(all.subList(i, Math.min(all.size(), i + size)));
        }
        return chunks;
    }
}
