package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluenceconnector.confluence.ConfluenceApi;
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
import io.confluenceconnector.gateway.Batches;
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
        return Batches.of(pages, PAGES_PER_REQUEST);
    }

    /** A batch, or half of one, whose bodies are asked for together. */
    public PageBatch batch(@Body List<PlannedItem> pages) {
        return new PageBatch(pages, api.bodies(pages.stream().map(planned -> planned.item().pageId()).toList()));
    }

    /** Whether what is missing of a batch that failed is asked for in halves: when that may help, and has helped lately (P10). */
    public boolean canHalve(@ExchangeProperty("batch") PageBatch batch,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        return batch.missing().size() > 1 && missed.get() < MOST_MISSED && halvingMayHelp(failure);
    }

    /** Not when all is refused or throttled alike; but when an answer was too large, slow or broken, or one page unreadable. */
    private static boolean halvingMayHelp(Exception failure) {
        if (failure instanceof RemoteCallException call) {
            int status = call.status().code();
            return failure instanceof TransientException ? status != 429 : MENDED_BY_HALVING.contains(status);
        }
        return true;
    }

    public List<List<PlannedItem>> halves(@ExchangeProperty("batch") PageBatch batch) {
        List<PlannedItem> pages = batch.missing();
        return Batches.of(pages, (pages.size() + 1) / 2);
    }

    /** The pages that an answer brought, with what was found of each: its content, or the reason why there is none. */
    public List<FetchedPage> fetched(@ExchangeProperty("batch") PageBatch batch, @Body JsonNode answer) {
        List<FetchedPage> pages = batch.accept(answer).stream().map(found -> fetched(found.page(), found.record())).toList();
        if (!pages.isEmpty()) {
            missed.set(0);
        }
        return pages;
    }

    private FetchedPage fetched(PlannedItem planned, JsonNode record) {
        Page page = (Page) planned.item();
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
            if (!content.space().equals(page.space())) {
                return new FetchedPage.Failed(page, planned.known(), new PermanentException("The page has moved to another space"
                        + " since it was found, or the other way round. The next cycle looks again."));
            }
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
                content.versionTimestamp());
    }

    /** Keeps what the steps of a page read: {@code content}, {@code item}, {@code known}, and {@code itemView} for extensions. */
    public void begin(Exchange exchange, @Body FetchedPage.Complete fetched) {
        PageContent content = fetched.content();
        exchange.setProperty("content", content);
        exchange.setProperty("item", content.page());
        exchange.setProperty("known", content.known());
        exchange.setProperty("itemView", ItemView.of(content.page(), content.title(), content.body().length()));
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

    /** Counts a page of which an answer brought nothing that can be stored. */
    public void notFetched(@Body FetchedPage.Failed failed, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        ingestion.failed(failed.page(), failed.known(), cycle, failed.failure());
    }

    /** Counts the pages that no answer brought. */
    public void notReturned(@ExchangeProperty("batch") PageBatch batch, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        failed(batch, cycle, new PermanentException("Confluence did not return the page when its body was asked for: deleted,"
                + " hidden or not indexed in the meantime. The next cycle looks again."));
    }

    /** Counts the pages of a batch that could not be fetched and cannot be halved. */
    public void batchFailed(@ExchangeProperty("batch") PageBatch batch,
                            @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle,
                            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        if (batch.missing().size() == 1) {
            missed.incrementAndGet();
        }
        failed(batch, cycle, failure);
    }

    private void failed(PageBatch batch, SyncCycle cycle, Exception failure) {
        batch.missing().forEach(planned -> ingestion.failed(planned.item(), planned.known(), cycle, failure));
    }
}
