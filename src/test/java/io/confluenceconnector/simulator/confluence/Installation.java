package io.confluenceconnector.simulator.confluence;

import io.confluenceconnector.simulator.confluence.RecordedRequest.Host;
import io.confluenceconnector.simulator.confluence.cql.CqlDialect;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The parts of one simulated instance, wired together and serving. */
record Installation(
        Timeline timeline,
        Traffic traffic,
        Credentials credentials,
        Site site,
        Selection selection,
        List<SimulatedHost> hosts,
        String instanceId,
        String baseUrl,
        String apiBaseUrl,
        String tokenUrl,
        Optional<MediaFiles> media,
        Optional<CloudSearch> cloudSearch,
        Optional<DataCenterServer> dataCenter) {

    static Installation cloud(String cloudId, Set<String> scopes) {
        Timeline timeline = new Timeline();
        Traffic traffic = new Traffic();
        Credentials credentials = new Credentials(timeline, traffic, scopes);
        Site site = new Site(timeline, CqlDialect.CLOUD);
        SimulatedHost siteHost = new SimulatedHost(Host.SITE, traffic);
        SimulatedHost gateway = new SimulatedHost(Host.GATEWAY, traffic);
        SimulatedHost mediaHost = new SimulatedHost(Host.MEDIA, traffic);
        Product.Cloud product = new Product.Cloud(siteHost.origin(), cloudId);
        V1Json json = new V1Json(product);
        MediaFiles media = new MediaFiles(timeline, traffic);
        CloudSearch search = new CloudSearch(new SearchPages(site, json), json);
        CloudV2 v2 = new CloudV2(site, product, media, mediaHost.origin());
        siteHost.serve("", new CloudSite(cloudId, traffic).router());
        mediaHost.serve("", media.router());
        gateway.serve("", new CloudGateway(cloudId, credentials, traffic).router(search, v2));
        return new Installation(timeline, traffic, credentials, site, new Selection(site, product),
                List.of(siteHost, gateway, mediaHost), cloudId, siteHost.origin(), gateway.origin(),
                gateway.origin() + "/oauth/token", Optional.of(media), Optional.of(search),
                Optional.empty());
    }

    /** @param linksBase the address that the server believes it has, when it is another one */
    static Installation dataCenter(String contextPath, Optional<String> linksBase, String manifestId) {
        Timeline timeline = new Timeline();
        Traffic traffic = new Traffic();
        Credentials credentials = new Credentials(timeline, traffic, Set.of("READ"));
        Site site = new Site(timeline, CqlDialect.DATA_CENTER);
        SimulatedHost host = new SimulatedHost(Host.SERVER, traffic);
        String base = host.origin() + contextPath;
        Product.DataCenter product = new Product.DataCenter(base, linksBase.orElse(base), contextPath);
        DataCenterServer server = new DataCenterServer(site, traffic, product, credentials, manifestId);
        host.serve(contextPath, server.router());
        return new Installation(timeline, traffic, credentials, site, new Selection(site, product), List.of(host),
                manifestId, base, base, base + "/rest/oauth2/latest/token", Optional.empty(),
                Optional.empty(), Optional.of(server));
    }
}
