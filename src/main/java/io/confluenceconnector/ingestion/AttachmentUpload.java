package io.confluenceconnector.ingestion;

import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.cycle.Phase;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.PlannedItem;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.SpaceDiscovery;
import io.confluenceconnector.extension.Extensions;
import io.confluenceconnector.extension.ItemView;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.http.ExactLengthEntity;
import io.confluenceconnector.ingestion.ItemIngestion.Upload;
import io.confluenceconnector.scope.ScopeTree;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The decisions of the {@code attachment-upload} route (P10). */
public final class AttachmentUpload {
    private final ConfluenceApi api;
    private final ItemDescriptions descriptions;
    private final ItemIngestion ingestion;
    private final long maxBytes;
    private volatile Optional<DownloadTrial> trial = Optional.empty();

    /** @param maxBytes the largest attachment that is taken, for those whose size only the download tells */
    AttachmentUpload(ConfluenceApi api, ItemDescriptions descriptions, ItemIngestion ingestion, long maxBytes) {
        this.api = api;
        this.descriptions = descriptions;
        this.ingestion = ingestion;
        this.maxBytes = maxBytes;
    }

    /** The attachments to upload. */
    public List<PlannedItem> items(@ExchangeProperty(SyncPlan.PROPERTY) SyncPlan plan,
                                   @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        List<PlannedItem> attachments = new ArrayList<>(plan.attachments());
        if (attachments.size() > DownloadTrial.MOST_REFUSED) {
            Collections.rotate(attachments, cycle.id().hashCode()); // those that are always refused are not always the first
        }
        trial = trial.filter(begun -> begun.isOf(cycle)).or(() -> Optional.of(new DownloadTrial(cycle)));
        cycle.enter(Phase.INGESTING_ATTACHMENTS, attachments.size());
        return attachments;
    }

    /** Whether this authentication can evidently download nothing. */
    public boolean downloadsAreVain() {
        return trial.filter(DownloadTrial::isLost).isPresent();
    }

    /** Counts an attachment that is not even tried, since its download would be refused like all others. */
    public void notTried(@Body PlannedItem planned, @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        ingestion.notTried(planned.item(), planned.known(), cycle,
                "Not tried: the downloads before it were refused, all of them");
    }

    /** Takes from a failed attachment what it tells about downloads. */
    public void learn(@ExchangeProperty("failure") Exception failure) {
        trial.ifPresent(begun -> begun.failed(failure));
    }

    public ConfluenceRequest download(@ExchangeProperty("item") Attachment attachment) {
        return api.download(attachment);
    }

    /** Whether the size is known only to the download (P5). */
    public boolean sizeUnknown(@ExchangeProperty("item") Attachment attachment) {
        return attachment.size().isEmpty();
    }

    /** The size that an opened download declares, in bytes; -1 when it declares none. The download is given up. */
    public long declaredSize(@Header("Content-Length") Long contentLength, @Body InputStream download)
            throws IOException {
        download.close();
        return contentLength == null ? -1 : contentLength;
    }

    /** Why an attachment is left out although it was selected; empty text when it is not. */
    public String reasonToSkip(@ExchangeProperty("item") Attachment attachment,
                               @ExchangeProperty("declaredSize") Long declared) {
        long size = size(attachment, declared);
        if (size < 0) {
            return "its size is unknown and the download does not declare it";
        }
        if (size == 0) {
            return "it is empty";
        }
        return size > maxBytes ? "larger than maxFileSizeMb" : "";
    }

    /** Reports it with its reason; not with what a route says the reason is, which would be logged (S10). */
    public void skipped(@ExchangeProperty("item") Attachment attachment, @ExchangeProperty("declaredSize") Long declared,
                        @ExchangeProperty(SyncCycle.PROPERTY) SyncCycle cycle) {
        ingestion.skipped(attachment, reasonToSkip(attachment, declared), cycle);
    }

    /** What is uploaded for an attachment. */
    public Upload upload(@ExchangeProperty("item") Attachment attachment, @ExchangeProperty("known") boolean known,
                         @ExchangeProperty("declaredSize") Long declared,
                         @ExchangeProperty(ScopeTree.PROPERTY) ScopeTree scopes,
                         @ExchangeProperty(Extensions.METADATA) Map<String, Object> extraMetadata) {
        String scopeId = scopes.of(attachment.space()).orElseThrow().id();
        return new Upload(attachment, known,
                descriptions.attachment(attachment, size(attachment, declared), scopeId, extraMetadata),
                attachment.updatedAt());
    }

    /**
     * Keeps what the steps of an attachment read: {@code item}, {@code known}, {@code declaredSize} in bytes, -1 until a
     * download tells it, and {@code itemView} for extensions, with the labels of its page.
     */
    public void begin(Exchange exchange, @Body PlannedItem planned,
                      @ExchangeProperty(SpaceDiscovery.DISCOVERY) Discovery discovery) {
        Attachment attachment = (Attachment) planned.item();
        Page page = discovery.pages().get(attachment.pageId());
        exchange.setProperty("item", attachment);
        exchange.setProperty("known", planned.known());
        exchange.setProperty("declaredSize", -1L);
        exchange.setProperty("itemView", ItemView.of(attachment, page == null ? List.of() : page.labels()));
    }

    /**
     * The download as an upload body of exactly the registered length.
     *
     * @throws TransientException when the download is a login page, or declares another length; it is then given up, so
     *                            that its connection is free for the next try
     */
    public HttpEntity entity(@ExchangeProperty(ItemIngestion.UPLOAD) Upload upload,
                             @Header(Exchange.CONTENT_TYPE) String downloadType,
                             @Header("Content-Length") Long contentLength, @Body InputStream download)
            throws IOException {
        String mediaType = upload.description().mimeType();
        long size = upload.description().byteSize();
        Optional<TransientException> objection = objection(mediaType, OptionalLong.of(size), downloadType, contentLength);
        if (objection.isPresent()) {
            download.close();
            throw objection.get();
        }
        if (!isPageOfHtml(downloadType)) {
            trial.ifPresent(DownloadTrial::accepted);
        }
        return new ExactLengthEntity(download, size, ContentType.create(mediaType));
    }

    /** Why a download cannot be the attachment, as far as its headers tell. */
    static Optional<TransientException> objection(String mediaType, OptionalLong size, String downloadType, Long contentLength) {
        if (isPageOfHtml(downloadType) && !mediaType.equals("text/html")) {
            return Optional.of(new LoginPageException());
        }
        return contentLength != null && contentLength != size.orElse(contentLength)
                ? Optional.of(new TransientException("The download declares " + contentLength + " bytes where the attachment's"
                        + " record says " + size.getAsLong() + "."))
                : Optional.empty();
    }

    private static boolean isPageOfHtml(String downloadType) {
        return downloadType != null && downloadType.startsWith("text/html");
    }

    private static long size(Attachment attachment, Long declared) {
        OptionalLong known = attachment.size();
        return known.isPresent() ? known.getAsLong() : declared;
    }
}
