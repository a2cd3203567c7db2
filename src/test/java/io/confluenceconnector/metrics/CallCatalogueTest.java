package io.confluenceconnector.metrics;

import io.confluenceconnector.config.InstanceType;
import io.confluenceconnector.confluence.Attachment;
import io.confluenceconnector.confluence.CloudApi;
import io.confluenceconnector.confluence.ConfluenceApi;
import io.confluenceconnector.confluence.ConfluenceRequest;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformRequest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("S23: labels hold names of the catalogue, which is complete")
class CallCatalogueTest {

    private static final URI SITE = URI.create("https://acme.example");
    private static final CqlQuery QUERY = CqlQuery.withIds(List.of("1001"));
    private static final Attachment ATTACHMENT = new Attachment("1001", "att2002", new Space("7", "ENG", "Engineering"),
            "plan.pdf", "application/pdf", false, OptionalLong.of(10), "2026-11-20T10:00:00.000Z", "https://acme.example/x",
            "/download/attachments/1001/plan.pdf?version=1");

    @Test
    void shouldKnowEveryPathTemplateOfCloud() {
        // given
        CloudApi api = new CloudApi(SITE, URI.create("https://api.example/ex/confluence/11"));
        List<ConfluenceRequest> requests = requests(api);
        for (PageKind kind : PageKind.values()) {
            requests.add(api.attachments("1001", kind).next());
            requests.add(api.pages(kind, List.of("1001")).next());
            requests.add(api.labels(kind, "1001").next());
        }

        // when
        Set<String> known = CallCatalogue.confluence(InstanceType.CLOUD);

        // then
        assertThat(known).containsExactlyInAnyOrderElementsOf(requests.stream().map(ConfluenceRequest::endpoint).distinct().toList());
    }

    @Test
    void shouldKnowEveryPathTemplateOfDataCenter() {
        // given
        DataCenterApi api = new DataCenterApi(SITE);
        List<ConfluenceRequest> requests = requests(api);
        requests.add(api.attachments("1001", PageKind.PAGE).next());
        requests.add(api.content("1001"));
        requests.add(api.space("OLD"));
        requests.add(api.manifest());
        requests.add(api.currentUser());

        // when
        Set<String> known = CallCatalogue.confluence(InstanceType.DATA_CENTER);

        // then
        assertThat(known).containsExactlyInAnyOrderElementsOf(requests.stream().map(ConfluenceRequest::endpoint).distinct().toList());
    }

    @Test
    void shouldKnowEveryGraphQlOperation() throws IOException {
        // given
        Set<String> documents;
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/graphql"))) {
            documents = files.map(file -> file.getFileName().toString().replace(".graphql", "")).collect(Collectors.toSet());
        }

        // when
        Set<String> known = CallCatalogue.platformOperations().keySet();

        // then
        assertThat(known.stream().filter(name -> name.startsWith("graphql:")).map(name -> name.substring(name.lastIndexOf(':') + 1)))
                .containsExactlyInAnyOrderElementsOf(documents);
    }

    @Test
    void shouldKnowWhichServiceAnOperationIsSentTo() {
        // given
        PlatformApi api = new PlatformApi(URI.create("https://ingestion.example"), URI.create("https://scopes.example"), "KIND", SITE);
        List<PlatformRequest> requests = List.of(api.fileDiff("acme/7_ENG", List.of()), api.countContent("acme/7_ENG"),
                api.deleteContent(List.of("c1")), api.updateUrl("c1", "https://acme.example/y"), api.me(),
                api.grant("s1", "u1", List.of("READ")), api.scope("s1"), api.createScopes(List.of("/Root/ENG")),
                api.markScope("s1", Optional.empty()), api.moveScopes(List.of("s1"), "s2"), api.deleteScope("s1", false));

        // when
        List<Boolean> known = requests.stream()
                .map(request -> request.target() == CallCatalogue.platformOperations().get(request.operation())).toList();

        // then
        assertThat(known).hasSize(11).containsOnly(true);
    }

    private static List<ConfluenceRequest> requests(ConfluenceApi api) {
        return new ArrayList<>(List.of(api.search(QUERY, true).next(), api.searchWithAncestors(QUERY).next(),
                api.bodies(List.of("1001")).next(), api.download(ATTACHMENT),
                api.titled("ENG", "Plan", PageKind.PAGE, Optional.empty())));
    }
}
