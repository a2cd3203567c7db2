package io.confluenceconnector.confluence;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Content and attachment records in all the shapes they have been seen in; what cannot be read is malformed (P6). */
class RecordReaderTest {
    private static final DataCenterApi DATA_CENTER = new DataCenterApi(URI.create("https://wiki.example.org"));
    private static final CloudApi CLOUD = new CloudApi(URI.create("https://acme.atlassian.net"),
            URI.create("https://api.atlassian.com/ex/confluence/8f0c"));
    private static final Space SPACE = new Space("98306", "HR", "People");
    private static final String SPACE_JSON = "'space':{'id':98306,'key':'HR','name':'People','type':'global'}";

    private final ContentReader contents = new ContentReader();
    private final AttachmentReader attachments = new AttachmentReader(DATA_CENTER);

    private Content read(String fields) {
        return contents.read(Json.of("{'id':'7','type':'page'," + SPACE_JSON + fields + "}"));
    }

    private AttachmentReader.Described described(String json) {
        return attachments.describe(Json.of(json));
    }

    @ParameterizedTest
    @CsvSource({"current, true", "archived, false", "draft, false", "trashed, false", "historical, false",
        "somethingnew, false"})
    void shouldTakeUnknownStatusForDataNotForError(String status, boolean current) {
        // when (B41)
        Content content = read(",'status':'" + status + "'");

        // then
        assertThat(content.isCurrent()).isEqualTo(current);
    }

    @Test
    void shouldTakeMissingStatusForCurrent() {
        // when / then
        assertThat(read("").isCurrent()).isTrue();
        assertThat(read(",'status':null").isCurrent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'space':{'key':'DOC','name':'Docs'},'entityType':'space'}",
        "{'content':{'id':'1','type':'page'}}", "{'id':'','type':'page'}", "{'id':null,'type':'page'}",
        "{'id':{'value':1},'type':'page'}", "{}", "[]", "null", "'text'"})
    void shouldCallRecordWithoutIdMalformed(String record) {
        // when (B49)
        MalformedRecordException malformed =
                catchThrowableOfType(MalformedRecordException.class, () -> contents.read(Json.of(record)));

        // then
        assertThat(malformed.id()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'id':'7'," + SPACE_JSON + "}", "{'id':'7','type':'page'}",
        "{'id':7,'type':'page','space':{'id':1}}", "{'id':'7','type':'page','space':{'key':'HR'}}"})
    void shouldNameTheIdOfMalformedRecord(String record) {
        // when
        MalformedRecordException malformed =
                catchThrowableOfType(MalformedRecordException.class, () -> contents.read(Json.of(record)));

        // then
        assertThat(malformed.id()).contains("7");
    }

    @Test
    void shouldReadNumericIdsAsText() {
        // when (B65)
        Content content = contents.read(Json.of("{'id':123456,'type':'page'," + SPACE_JSON
                + ",'extensions':{'position':'none'}}"));

        // then
        assertThat(content.id()).isEqualTo("123456");
        assertThat(content.space()).isEqualTo(SPACE);
        assertThat(content.spaceType()).isEqualTo("global");
    }

    @Test
    void shouldKeepGlobalLabelsOnlySortedAndOnce() {
        // when (B90)
        Content content = read(",'metadata':{'labels':{'results':[{'prefix':'my','name':'ai-ingest'},"
                + "{'prefix':'team','name':'x'},{'prefix':'global','name':'zeta'},{'prefix':'global','name':'alpha'},"
                + "{'prefix':'global','name':'zeta'},{'name':'beta'}],'size':6}}");

        // then
        assertThat(content.labels()).containsExactly("alpha", "beta", "zeta");
    }

    @Test
    void shouldReadVersionWithoutAuthor() {
        // when (B79)
        Content content = read(",'version':{'by':null,'when':'2026-01-01T00:00:00.000Z'}");

        // then
        assertThat(content.updatedAt()).isEqualTo("2026-01-01T00:00:00.000Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'version':{'when':'a','createdAt':'b'},'createdAt':'c' | a",
        "'version':{'number':1,'createdAt':'b'},'createdAt':'c' | b",
        "'history':{'lastUpdated':{'when':'h'}},'createdAt':'c' | h",
        "'version':{'number':1,'when':null},'createdAt':'c'     | c",
        "'version':{'number':1}                                 | ''",
    }, quoteCharacter = '`')
    void shouldFallBackThroughThePlacesOfTime(String fields, String expected) {
        // when (B63)
        String time = ContentReader.updatedAt(Json.of("{" + fields + "}"));

        // then
        assertThat(time).isEqualTo(expected.replace("''", ""));
    }

    @Test
    void shouldKeepEqualSpacesAndLabelListsOnce() {
        // when
        Content one = read(",'metadata':{'labels':{'results':[{'name':'a'}]}}");
        Content other = read(",'metadata':{'labels':{'results':[{'name':'a'}]}}");

        // then
        assertThat(one.space()).isSameAs(other.space());
        assertThat(one.labels()).isSameAs(other.labels());
    }

    @Test
    void shouldLeaveSyncLabelsOutOfPage() {
        // given (P10, B89)
        String record = "{'id':'7','type':'page'," + SPACE_JSON + ",'version':{'when':'2026-03-04T10:15:22.114+01:00'},"
                + "'metadata':{'labels':{'results':[{'name':'ai-ingest'},{'name':'beta'},{'name':'alpha'}]}}}";
        PageReader pages = new PageReader(DATA_CENTER, contents, Set.of("ai-ingest", "ai-ingest-all"));

        // when
        Page page = pages.page(PageKind.PAGE, contents.read(Json.of(record)), Json.of(record));

        // then
        assertThat(page.labels()).containsExactly("alpha", "beta");
        assertThat(page.updatedAt()).isEqualTo("2026-03-04T10:15:22.114+01:00");
        assertThat(page.url()).isEqualTo("https://wiki.example.org/pages/viewpage.action?pageId=7");
    }

    /** P14: labels that are not told are not gone. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",'metadata':{}", ",'metadata':{'labels':{'results':null}}"})
    void shouldCallPageThatDoesNotTellItsLabelsMalformed(String metadata) {
        // given
        String record = "{'id':'7','type':'page'," + SPACE_JSON + ",'version':{'when':'2026-03-04T10:15:22Z'}" + metadata + "}";
        PageReader pages = new PageReader(DATA_CENTER, contents, Set.of());

        // when / then
        assertThatThrownBy(() -> pages.page(PageKind.PAGE, contents.read(Json.of(record)), Json.of(record)))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.id()).contains("7"));
    }

    @Test
    void shouldCallPageWithoutTimeMalformed() {
        // given
        PageReader pages = new PageReader(DATA_CENTER, contents, Set.of());

        // when / then
        assertThatThrownBy(() -> pages.page(PageKind.PAGE, read(""), Json.of("{}")))
                .isInstanceOfSatisfying(MalformedRecordException.class, e -> assertThat(e.id()).contains("7"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'id':'att5','title':'a.pdf','metadata':{'mediaType':'application/pdf'}}                     | application/pdf | -1",
        "{'id':'att6','title':'b.pdf','mediaType':'application/pdf','fileSize':7}                     | application/pdf | 7",
        "{'id':'att7','title':'c','extensions':{'mediaType':'image/png','fileSize':183220}}           | image/png       | 183220",
        "{'id':'att8','title':'d','extensions':{'mediaType':'IMAGE/PNG; charset=binary'}}             | IMAGE/PNG; charset=binary | -1",
        "{'id':'att9','title':'e','extensions':{'mediaType':'image/gif'},'metadata':{'mediaType':'x'}} | image/gif      | -1",
        "{'id':9,'title':'f','fileSize':0}                                                            | ``              | 0",
        "{'id':'9','title':'g','fileSize':-1,'extensions':{'fileSize':5}}                             | ``              | 5",
        "{'id':'9','title':'h','fileSize':null,'mediaType':null}                                      | ``              | -1",
        "{'id':'9','title':'i','fileSize':5000000000}                                                 | ``              | 5000000000",
    })
    void shouldReadAllShapesOfAttachments(String record, String mediaType, long size) {
        // when (B60, B61: a missing size is unknown, not zero)
        AttachmentReader.Described described = described(record);

        // then
        assertThat(described.declaredMediaType()).isEqualTo(mediaType == null ? "" : mediaType);
        assertThat(described.size()).isEqualTo(size < 0 ? OptionalLong.empty() : OptionalLong.of(size));
    }

    @Test
    void shouldCallAttachmentWithoutIdOrTitleMalformed() {
        // when
        MalformedRecordException withoutId =
                catchThrowableOfType(MalformedRecordException.class, () -> described("{'title':'a.pdf'}"));
        MalformedRecordException withoutTitle =
                catchThrowableOfType(MalformedRecordException.class, () -> described("{'id':'att1','title':' '}"));

        // then
        assertThat(withoutId.id()).isEmpty();
        assertThat(withoutTitle.id()).isEqualTo(Optional.of("att1"));
    }

    @ParameterizedTest
    @CsvSource({"current, true", "archived, false", "trashed, false"})
    void shouldKnowCurrentAttachments(String status, boolean current) {
        // when / then (P5)
        assertThat(AttachmentReader.isCurrent(Json.of("{'status':'" + status + "'}"))).isEqualTo(current);
    }

    @Test
    void shouldFallBackToThePageTimeOfAttachmentWithoutTime() {
        // given (B63)
        AttachmentReader.Described described = described("{'id':'att7','title':'x.pdf','version':{'number':1}}");

        // when
        Attachment attachment = attachments.attachment("77", SPACE, "2026-01-01T00:00:00Z", described, "application/pdf", false);

        // then
        assertThat(attachment.updatedAt()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(attachment.itemId()).isEqualTo("77::att7");
    }

    @Test
    void shouldKeepDownloadLinkOfDataCenterAndIgnoreTheDeadOneOfCloud() {
        // given (B52, B54)
        String record = "{'id':'78','title':'plan.png','_links':{'download':'/download/attachments/77/plan.png?version=3'}}";

        // when
        Attachment dataCenter = attachments.attachment("77", SPACE, "t", described(record), "image/png", false);
        Attachment cloud = new AttachmentReader(CLOUD).attachment("77", SPACE, "t", described(record), "image/png", false);

        // then
        assertThat(dataCenter.download()).isEqualTo("/download/attachments/77/plan.png?version=3");
        assertThat(cloud.download()).isEmpty();
    }
}
