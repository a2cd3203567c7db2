package io.confluenceconnector.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.DataCenterApi;
import io.confluenceconnector.confluence.Listing;
import io.confluenceconnector.cycle.CycleListener;
import io.confluenceconnector.cycle.SyncCycle;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** The route file alone, with a stand-in for the gateway: the pattern for looking at one route by itself. */
class SpaceDiscoveryRouteTest extends CamelMainTestSupport {

    private static final String LABELLED = """
            {"results": [{"id": "11", "type": "page", "status": "current", "title": "Handbook",
              "space": {"id": "7", "key": "ROAST", "name": "Roastery", "type": "global"},
              "version": {"when": "2026-01-05T08:00:00.000Z"},
              "metadata": {"labels": {"results": [{"prefix": "global", "name": "kb-tree"}]}}}],
             "start": 0, "limit": 50, "size": 1, "_links": {}}
            """;
    private static final String BELOW = """
            {"results": [{"id": "12", "type": "page", "status": "current", "title": "Green coffee",
              "space": {"id": "7", "key": "ROAST", "name": "Roastery", "type": "global"},
              "version": {"when": "2026-01-05T09:00:00.000Z"}, "metadata": {"labels": {"results": []}}}],
             "start": 0, "limit": 50, "size": 1, "_links": {}}
            """;

    @Override
    protected void configure(MainConfigurationProperties configuration) {
        configuration.withRoutesIncludePattern("file:routes/space-discovery.camel.yaml");
    }

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("discovery", new SpaceDiscovery(new DataCenterApi(URI.create("https://wiki.example")),
                new SelectionRules("kb-page", "kb-tree", Set.of("global"), OptionalInt.empty(),
                        new AttachmentSelection(false, Set.of(), 1)), false));
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:confluence-listing").process(SpaceDiscoveryRouteTest::answer).to("mock:listing");
            }
        };
    }

    private static void answer(Exchange exchange) throws JsonProcessingException {
        Listing listing = exchange.getProperty("listing", Listing.class);
        boolean descendants = listing.next().uri().toString().contains("ancestor");
        exchange.getMessage().setBody(listing.accept(new ObjectMapper().readTree(descendants ? BELOW : LABELLED)));
    }

    @Test
    @DisplayName("should ask for the labelled pages, then for everything below pages with the all label (P4)")
    void shouldFindDescendantsOfPagesWithTheAllLabel() throws Exception {
        // given
        MockEndpoint listing = context.getEndpoint("mock:listing", MockEndpoint.class);
        listing.expectedMessageCount(2);
        SyncCycle cycle = new SyncCycle("c1", Instant.EPOCH, CycleListener.NONE, Clock.systemUTC());

        // when
        Exchange exchange = template.request("direct:space-discovery",
                request -> request.setProperty(SyncCycle.PROPERTY, cycle));

        // then
        MockEndpoint.assertIsSatisfied(5, TimeUnit.SECONDS, listing);
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getProperty(SpaceDiscovery.SCAN, DiscoveryScan.class).result().pages())
                .containsOnlyKeys("11", "12");
    }
}
