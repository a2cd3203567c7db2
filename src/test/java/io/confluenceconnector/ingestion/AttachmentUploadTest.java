package io.confluenceconnector.ingestion;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.cycle.Count;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.SyncCycle;
import io.confluenceconnector.diff.FailedUpdates;
import io.confluenceconnector.diff.PlannedItem;
import io.confluenceconnector.diff.SyncPlan;
import io.confluenceconnector.discovery.Discovery;
import io.confluenceconnector.discovery.ProtectedItems;
import io.confluenceconnector.extension.ItemView;
import io.confluenceconnector.gateway.TransientException;
import io.confluenceconnector.http.LengthMismatchException;
import io.confluenceconnector.ingestion.ItemIngestion.Upload;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.ContentRequests;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.scope.ScopeTree;
import io.confluenceconnector.scope.SpaceScopes;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.core5.http.HttpEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Which attachments are left out, and which downloads cannot be the attachment (P5, P10). */
class AttachmentUploadTest {

    private static final Space SPACE = new Space("1", "DOC", "Documentation");
    private static final PlatformApi PLATFORM = new PlatformApi(URI.create("https://i"), URI.create("https://s"), "K",
            URI.create("https://c"));
    private static final ContentKeys KEYS = new ContentKeys("acme", false);
    private static final long MAX_BYTES = 10;

    private final AttachmentUpload upload = new AttachmentUpload(new DataCenterApi(URI.create("https://wiki.example.org")),
            new ItemDescriptions(KEYS, Map.of(), Map.of(), true),
            new ItemIngestion(new ContentRequests(PLATFORM, true, false), PLATFORM, new FailedUpdates()), MAX_BYTES);

    /** A download that tells whether it was given up. */
    private static final class Download extends ByteArrayInputStream {
        private boolean closed;

        Download(String bytes) {
            super(bytes.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static Attachment attachment(String mediaType, OptionalLong size) {
        return new Attachment("10", "att1", SPACE, "file", mediaType, false, size, "2026-03-01T00:00:00Z", "https://w/a",
                "/download/attachments/10/file");
    }

    private static ScopeTree scopes() throws IOException {
        ScopeTree tree = new ScopeTree();
        new SpaceScopes(PLATFORM, KEYS).childrenRead(tree, new ObjectMapper().readTree("""
                {"paginatedScope":{"totalCount":1,"nodes":[{"id":"scope-1","name":"DOC","parentId":"root","externalId":null}]}}
                """));
        return tree;
    }

    private Upload upload(String mediaType, OptionalLong size, long declared) throws IOException {
        return upload.upload(attachment(mediaType, size), true, declared, scopes(), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "1,  -1, ''",
        "10, -1, ''",
        "11, -1, larger than maxFileSizeMb",
        "0,  -1, it is empty",
        "5,  11, ''",
        ",   -1, its size is unknown and the download does not declare it",
        ",   0,  it is empty",
        ",   10, ''",
        ",   11, larger than maxFileSizeMb",
    })
    void shouldLeaveOutWhatIsEmptyTooLargeOrOfUnknownSize(Long ofRecord, long ofDownload, String reason) {
        // given
        OptionalLong size = ofRecord == null ? OptionalLong.empty() : OptionalLong.of(ofRecord);

        // when / then
        assertThat(upload.reasonToSkip(attachment("text/plain", size), ofDownload)).isEqualTo(reason);
        assertThat(upload.sizeUnknown(attachment("text/plain", size))).isEqualTo(ofRecord == null);
    }

    @Test
    void shouldGiveUpTheDownloadThatOnlyTellsASize() throws IOException {
        // given
        Download known = new Download("12345");
        Download unknown = new Download("12345");

        // when / then
        assertThat(upload.declaredSize(5L, known)).isEqualTo(5);
        assertThat(upload.declaredSize(null, unknown)).isEqualTo(-1);
        assertThat(known.closed && unknown.closed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"7, -1, 7", ", 5, 5"})
    void shouldRegisterTheSizeOfTheRecordElseOfTheDownload(Long ofRecord, long ofDownload, long registered) throws IOException {
        // when
        Upload described = upload("text/plain", ofRecord == null ? OptionalLong.empty() : OptionalLong.of(ofRecord), ofDownload);

        // then
        assertThat(described.description().byteSize()).isEqualTo(registered);
        assertThat(described.description().scopeId()).isEqualTo("scope-1");
        assertThat(described.known()).isTrue();
        assertThat(described.versionTimestamp()).isEqualTo("2026-03-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"image/png, DOC_INTELLIGENCE_DEFAULT", "image/jpeg, DOC_INTELLIGENCE_DEFAULT", "application/pdf, "})
    void shouldHaveImagesReadByDocumentIntelligence(String mediaType, String readMode) throws IOException {
        // when
        Map<String, Object> config = upload(mediaType, OptionalLong.of(1), -1).description().ingestionConfig();

        // then
        assertThat(config.get("jpgReadMode")).isEqualTo(readMode);
    }

    @Test
    void shouldStreamTheDownloadWithTheRegisteredLengthAndType() throws IOException {
        // given
        Upload described = upload("application/pdf", OptionalLong.of(5), -1);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();

        // when
        try (HttpEntity entity = upload.entity(described, "application/octet-stream", null, new Download("12345"))) {
            entity.writeTo(sent);

            // then
            assertThat(entity.getContentLength()).isEqualTo(5);
            assertThat(entity.getContentType()).isEqualTo("application/pdf");
            assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo("12345");
        }
    }

    /** P10: fewer or more bytes than declared fail the upload. */
    @ParameterizedTest
    @CsvSource({"1234", "123456"})
    void shouldFailUploadOfAnotherLengthThanRegistered(String bytes) throws IOException {
        // given
        Upload described = upload("application/pdf", OptionalLong.of(5), -1);

        // when
        Throwable failure;
        try (HttpEntity entity = upload.entity(described, "application/pdf", null, new Download(bytes))) {
            failure = catchThrowable(() -> entity.writeTo(new ByteArrayOutputStream()));
        }

        // then
        assertThat(failure).isInstanceOf(LengthMismatchException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "application/pdf, text/html;charset=UTF-8, , a page of HTML instead of the attachment",
        "application/pdf, application/pdf, 4, The download declares 4 bytes where the attachment's record says 5",
        "text/html, text/html, 6, The download declares 6 bytes where the attachment's record says 5",
    })
    void shouldTryAgainWithADownloadThatCannotBeTheAttachment(String mediaType, String downloadType, Long length,
                                                              String objection) throws IOException {
        // given
        Upload described = upload(mediaType, OptionalLong.of(5), -1);
        Download download = new Download("12345");

        // when / then
        assertThatThrownBy(() -> upload.entity(described, downloadType, length, download))
                .isInstanceOf(TransientException.class).hasMessageContaining(objection);
        assertThat(download.closed).as("its connection is free for the next try").isTrue();
    }

    /** P10, P11: what is not tried has failed like what was, so that nothing is deleted because it would be stored elsewhere. */
    @ParameterizedTest
    @CsvSource({"5, false, true", "4, false, false", "9, true, false"})
    void shouldTryNoMoreDownloadsOnceTheFirstWereAllRefused(int refused, boolean oneAccepted, boolean vain) throws IOException {
        // given
        SyncCycle cycle = new SyncCycle("c", Instant.EPOCH, CycleListener.NONE, Clock.systemUTC());
        upload.items(new SyncPlan(), cycle);
        if (oneAccepted) {
            upload.entity(upload("application/pdf", OptionalLong.of(5), -1), "application/pdf", 5L, new Download("12345")).close();
        }

        // when
        for (int i = 0; i < refused; i++) {
            upload.learn(new LoginPageException());
            upload.learn(new TransientException("Confluence answered 503"));
        }
        upload.notTried(new PlannedItem(attachment("text/plain", OptionalLong.of(1)), true), cycle);

        // then
        CycleReport report = cycle.report(Instant.EPOCH, Optional.empty());
        assertThat(upload.downloadsAreVain()).isEqualTo(vain);
        assertThat(report.failure().filter(reason -> reason.startsWith("All downloads are refused")).isEmpty()).isNotEqualTo(vain);
        assertThat(report.total(Count.ATTACHMENTS_FAILED)).isEqualTo(1);
        assertThat(cycle.hasFailed("10::att1")).isTrue();
    }

    @Test
    void shouldTakeFilesThatArePagesOfHtml() throws IOException {
        // given
        Upload described = upload("text/html", OptionalLong.of(5), -1);

        // when
        try (HttpEntity entity = upload.entity(described, "text/html", 5L, new Download("12345"))) {

            // then
            assertThat(entity.getContentLength()).isEqualTo(5);
        }
    }

    /** Extensions see the labels of the page; a page that discovery does not know has none. */
    @Test
    void shouldShowExtensionsTheLabelsOfThePage() {
        // given
        Page page = new Page("10", PageKind.PAGE, SPACE, "t", "u", List.of("policy"));
        Discovery discovery = new Discovery(Map.of("10", page), Map.of(), Set.of(),
                new ProtectedItems(Set.of(), Set.of(), Set.of()), true);
        Discovery nothing = new Discovery(Map.of(), Map.of(), Set.of(), discovery.protectedItems(), true);
        Attachment attachment = attachment("text/plain", OptionalLong.of(1));

        // when / then
        assertThat(begun(attachment, discovery).labels()).containsExactly("policy");
        assertThat(begun(attachment, nothing).labels()).isEmpty();
    }

    private ItemView begun(Attachment attachment, Discovery discovery) {
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        upload.begin(exchange, new PlannedItem(attachment, false), discovery);
        return exchange.getProperty("itemView", ItemView.class);
    }
}
