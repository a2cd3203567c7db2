package io.confluenceconnector.ingestion;

import io.confluenceconnector.config.TenantConfig;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.discovery.AttachmentSelection;
import io.confluenceconnector.pageimages.ImageMemory;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.ContentRequests;
import io.confluenceconnector.platform.PlatformApi;

import java.util.Set;

/** The beans of one tenant's ingestion, built from its configuration. */
public record Ingestion(ItemIngestion items, PageUpload pages, PageImages images, AttachmentUpload attachments,
                        ItemMove moves) {

    public static Ingestion of(TenantConfig tenant, ConfluenceApi confluence, PlatformApi platform, ContentKeys keys,
                               FailedUpdates failedUpdates, InlinedImages inlinedImages,
                               AttachmentSelection selection) {
        ContentRequests requests = new ContentRequests(platform, tenant.ingestion().storeInternally(),
                !tenant.unique().isExternal());
        ItemIngestion items = new ItemIngestion(requests, platform, failedUpdates);
        ItemDescriptions descriptions = new ItemDescriptions(keys, tenant.unique().ingestionConfig(),
                tenant.ingestion().pageIngestionConfig(), tenant.ingestion().attachments().imageOcr());
        Set<String> syncLabels =
                Set.of(tenant.confluence().ingestSingleLabel(), tenant.confluence().ingestAllLabel());
        return new Ingestion(items, new PageUpload(confluence, syncLabels, descriptions, items),
                new PageImages(confluence, selection, failedUpdates, inlinedImages, ImageMemory.OF_PROCESS),
                new AttachmentUpload(confluence, descriptions, items,
                        tenant.ingestion().attachments().maxFileSizeBytes()),
                new ItemMove(platform, keys));
    }
}
