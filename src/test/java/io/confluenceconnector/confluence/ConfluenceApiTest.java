package io.confluenceconnector.confluence;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;

/** Every address, literally: of requests, and of pages for people. */
class ConfluenceApiTest {
    private static final String GATEWAY = "https://api.atlassian.com/ex/confluence/8f0c1a52";
    private static final CloudApi CLOUD =
            new CloudApi(URI.create("https://acme.atlassian.net"), URI.create(GATEWAY));
    private static final DataCenterApi DATA_CENTER =
            new DataCenterApi(URI.create("https://wiki.example.org:8443/confluence"));
    private static final String SERVER = "https://wiki.example.org:8443/confluence";
    private static final Space SPACE = new Space("98306", "HR", "People");

    private static Attachment attachment(String id, String download) {
        return new Attachment("77", id, SPACE, "plan.png", "image/png", false, OptionalLong.empty(), "t", "u", download);
    }

    private static String asked(Listing listing) {
        return listing.next().uri().toString();
    }

    @Test
    void shouldSearchCloudThroughTheGateway() {
        // when
        String plain = asked(CLOUD.search(CqlQuery.withIds(List.of("1")), false));
        String withAttachments = asked(CLOUD.search(CqlQuery.withIds(List.of("1")), true));

        // then
        String cql = "id%20in%20(1)%20and%20type%20in%20(page%2C%20blogpost)%20order%20by%20id%20asc";
        assertThat(plain).isEqualTo(GATEWAY + "/wiki/rest/api/content/search?cql=" + cql
                + "&expand=version,space,metadata.labels&limit=200");
        assertThat(withAttachments).isEqualTo(GATEWAY + "/wiki/rest/api/content/search?cql=" + cql
                + "&expand=version,space,metadata.labels,children.attachment,children.attachment.version,"
                + "children.attachment.extensions,children.attachment.metadata&limit=200");
    }

    @Test
    void shouldSearchArchivedSpacesOfCloudOnlyWhenAskedTo() {
        // when
        String asked = asked(CLOUD.searchInArchivedSpacesToo(CqlQuery.withIds(List.of("1"))));

        // then
        assertThat(asked).endsWith("&expand=space&limit=200&includeArchivedSpaces=true");
    }

    @Test
    void shouldSearchDataCenterBelowItsContextPathFromTheStart() {
        // when
        String asked = asked(DATA_CENTER.searchWithAncestors(CqlQuery.labelledAmong(List.of("1"), "kb")));

        // then
        assertThat(asked).isEqualTo(SERVER + "/rest/api/content/search?cql=id%20in%20(1)%20and%20label%20%3D%20%22kb%22"
                + "%20order%20by%20id%20asc&expand=version,space,metadata.labels,ancestors&start=0&limit=200");
    }

    @Test
    void shouldAskForBodiesOfAllPagesInOneAnswer() {
        // when
        ConfluenceRequest cloud = CLOUD.bodies(List.of("1", "2")).next();
        ConfluenceRequest dataCenter = DATA_CENTER.bodies(List.of("1", "2")).next();

        // then
        String query = "/rest/api/content/search?cql=id%20in%20(1%2C%202)%20and%20type%20in%20(page%2C%20blogpost)%20order"
                + "%20by%20id%20asc&expand=body.storage,version,space,metadata.labels";
        assertThat(cloud.uri()).hasToString(GATEWAY + "/wiki" + query + "&limit=2");
        assertThat(dataCenter.uri()).hasToString(SERVER + query + "&start=0&limit=2");
    }

    @Test
    void shouldListAttachmentsOfBlogPostsByTheirOwnPath() {
        // when / then (P5; only current ones, since the default includes archived ones)
        assertThat(asked(CLOUD.attachments("77", PageKind.PAGE)))
                .isEqualTo(GATEWAY + "/wiki/api/v2/pages/77/attachments?status=current&limit=250");
        assertThat(asked(CLOUD.attachments("77", PageKind.BLOG_POST)))
                .isEqualTo(GATEWAY + "/wiki/api/v2/blogposts/77/attachments?status=current&limit=250");
        assertThat(asked(DATA_CENTER.attachments("77", PageKind.BLOG_POST))).isEqualTo(SERVER
                + "/rest/api/content/77/child/attachment?expand=version,extensions,metadata&start=0&limit=200");
    }

    @Test
    void shouldFollowBothFormsOfNextLinkToTheGateway() {
        // given (v1 without /wiki, v2 with it)
        Listing v1 = CLOUD.search(CqlQuery.withIds(List.of("1")), false);
        Listing v2 = CLOUD.attachments("77", PageKind.PAGE);

        // when
        v1.accept(Json.of("{'results':[{'id':'1'}],'_links':{'base':'https://acme.atlassian.net/wiki',"
                + "'next':'/rest/api/content/search?next=true&cursor=_f_MjU%3D&limit=25'}}"));
        v2.accept(Json.of("{'results':[{'id':'att1'}],'_links':{'base':'https://acme.atlassian.net/wiki',"
                + "'next':'/wiki/api/v2/pages/77/attachments?limit=1&cursor=eyJpZCI6IjIifQ=='}}"));

        // then
        assertThat(asked(v1)).isEqualTo(GATEWAY + "/wiki/rest/api/content/search?next=true&cursor=_f_MjU%3D&limit=25");
        assertThat(asked(v2)).isEqualTo(GATEWAY + "/wiki/api/v2/pages/77/attachments?limit=1&cursor=eyJpZCI6IjIifQ==");
    }

    @Test
    void shouldReadCloudPagesAndLabelsPastTheIndex() {
        // when / then
        assertThat(asked(CLOUD.pages(PageKind.PAGE, List.of("1", "2"))))
                .isEqualTo(GATEWAY + "/wiki/api/v2/pages?id=1&id=2&limit=250");
        assertThat(asked(CLOUD.pages(PageKind.BLOG_POST, List.of("1"))))
                .isEqualTo(GATEWAY + "/wiki/api/v2/blogposts?id=1&limit=250");
        assertThat(asked(CLOUD.labels(PageKind.PAGE, "1"))).isEqualTo(GATEWAY + "/wiki/api/v2/pages/1/labels?limit=250");
    }

    @Test
    void shouldReadOneDataCenterPageAndTheManifest() {
        // when / then
        assertThat(DATA_CENTER.content("77").uri())
                .hasToString(SERVER + "/rest/api/content/77?expand=version,space,metadata.labels,ancestors");
        assertThat(DATA_CENTER.manifest().uri()).hasToString(SERVER + "/rest/applinks/1.0/manifest");
    }

    @Test
    void shouldDownloadByTheRestPathOnCloudAndByTheGivenLinkOnDataCenter() {
        // when (B52, B54)
        ConfluenceRequest cloud = CLOUD.download(attachment("att78", ""));
        ConfluenceRequest dataCenter = DATA_CENTER.download(attachment("78",
                "/download/attachments/77/plan.png?version=3&modificationDate=1700000000000&cacheVersion=1&api=v2"));

        // then
        assertThat(cloud.uri()).hasToString(GATEWAY + "/wiki/rest/api/content/77/child/attachment/att78/download");
        assertThat(dataCenter.uri()).hasToString(SERVER
                + "/download/attachments/77/plan.png?version=3&modificationDate=1700000000000&cacheVersion=1&api=v2");
    }

    @Test
    void shouldKeepIdsOutOfEndpointNames() {
        // when / then (S10: they become metric labels)
        assertThat(CLOUD.attachments("77", PageKind.PAGE).next()).hasToString("/wiki/api/v2/pages/{id}/attachments");
        assertThat(DATA_CENTER.content("77")).hasToString("/rest/api/content/{id}");
        assertThat(CLOUD.download(attachment("att78", ""))).asString().doesNotContain("77", "78");
    }

    @Test
    void shouldEscapeIdsThatAreNoIds() {
        // when / then (S20)
        assertThat(DATA_CENTER.content("7/../../x?y").uri().getRawPath())
                .isEqualTo("/confluence/rest/api/content/7%2F..%2F..%2Fx%3Fy");
        assertThat(asked(CLOUD.pages(PageKind.PAGE, List.of("1&limit=1")))).contains("id=1%26limit%3D1&limit=250");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "att78 | plan.png          | %2F77%2F78%2Fplan.png          | %2F77%2Fatt78%2Fplan.png",
        "78    | my plan (1)!.png  | %2F77%2F78%2Fmy%20plan%20(1)!.png | %2F77%2F78%2Fmy%20plan%20(1)!.png",
        "att78 | a+b&c=ü.pdf       | %2F77%2F78%2Fa%2Bb%26c%3D%C3%BC.pdf | %2F77%2Fatt78%2Fa%2Bb%26c%3D%C3%BC.pdf",
    })
    void shouldAddressAttachmentsForPeople(String id, String title, String cloudPreview, String dataCenterPreview) {
        // when / then
        assertThat(CLOUD.attachmentUrl("77", id, title)).isEqualTo(
                "https://acme.atlassian.net/wiki/pages/viewpageattachments.action?pageId=77&preview=" + cloudPreview);
        assertThat(DATA_CENTER.attachmentUrl("77", id, title)).isEqualTo(
                SERVER + "/pages/viewpageattachments.action?pageId=77&preview=" + dataCenterPreview);
    }

    @Test
    void shouldAddressPagesForPeople() {
        // given
        var record = Json.of("{'_links':{'webui':'/spaces/HR/pages/77/Travel+policy'}}");

        // when / then
        assertThat(CLOUD.pageUrl("77", SPACE, record))
                .isEqualTo("https://acme.atlassian.net/wiki/spaces/HR/pages/77/Travel+policy");
        assertThat(CLOUD.pageUrl("77", SPACE, Json.of("{}"))).isEqualTo("https://acme.atlassian.net/wiki/spaces/HR/pages/77");
        assertThat(DATA_CENTER.pageUrl("77", SPACE, record)).isEqualTo(SERVER + "/pages/viewpage.action?pageId=77");
    }

    @Test
    void shouldNameTheProductAsThePlatformDoes() {
        // when / then
        assertThat(CLOUD.sourceKind()).isEqualTo("ATLASSIAN_CONFLUENCE_CLOUD");
        assertThat(DATA_CENTER.sourceKind()).isEqualTo("ATLASSIAN_CONFLUENCE_ONPREM");
    }
}
