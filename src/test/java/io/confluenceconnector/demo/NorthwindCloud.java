package io.confluenceconnector.demo;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** A coffee roaster on Confluence Cloud, with OAuth; the connector reaches the platform from outside its cluster. */
final class NorthwindCloud implements DemoTenant {
    private static final String SINGLE = "kb-page";
    private static final String ALL = "kb-tree";

    private final Wiki wiki;
    private final PlatformSimulator platform;
    private final String rootScopeId;
    private SimContent profiles;
    private SimContent incident;
    private SimContent harvest;
    private SimContent coldBrew;
    private SimSpace shop;

    NorthwindCloud(PlatformSimulator platform) {
        ConfluenceSimulator confluence = ConfluenceSimulator.cloud();
        Set<String> scopes = new HashSet<>(ConfluenceSimulator.DEFAULT_SCOPES);
        scopes.add("read:page:confluence");
        confluence.grantScopes(scopes);
        this.wiki = new Wiki(confluence, "northwind");
        this.platform = platform;
        this.rootScopeId = platform.createRootScope("Northwind wiki");
        roastery();
        webShop();
        press();
        unlabelled();
    }

    /** A whole tree: the label on its top page selects every page below it, even below a folder. */
    private void roastery() {
        SimSpace roast = wiki.space("ROAST", "Roastery", "global");
        SimContent handbook = wiki.page(roast, "Roastery handbook", wiki.body("handbook"), ALL);
        SimContent green = wiki.page(handbook, "Green coffee", wiki.body("green-coffee"), "quality", "suppliers");
        SimContent arrivals = wiki.page(green, "Arrivals checklist", wiki.body("arrivals"), "checklist");
        wiki.attach(arrivals, "arrival form.docx");
        wiki.page(arrivals, "When a sack is torn", "<p>Weigh, tape, photograph, tell Mika. In that order.</p>");
        profiles = wiki.page(handbook, "Roast profiles", wiki.body("profiles"), "quality");
        wiki.attach(profiles, "filter-3.png");
        coldBrew = wiki.page(handbook, "Cold brew & nitro", "<p>18 hours, 1&nbsp;:&nbsp;8, never above 6&nbsp;&deg;C.</p>");
        SimContent machines = wiki.confluence().bodiless("folder", handbook, "Machines");
        SimContent drum = wiki.page(machines, "Drum roaster no. 3", wiki.body("drum"));
        wiki.attach(drum, "bearing sizes.csv");
        wiki.attach(drum, "firmware 2.1.zip");
        SimContent live = wiki.page(machines, "Grinder notes (live)", "<p>Burrs turned at 412 kg &#x2615;</p>");
        wiki.confluence().makeLive(live);
        wiki.page(roast, "Gossip at the sample table", "<p>You had to be there.</p>");
    }

    /** Pages that people picked one by one. */
    private void webShop() {
        shop = wiki.space("SHOP", "Web shop", "collaboration");
        SimContent releases = wiki.page(shop, "Releases", "<p>Newest first.</p>");
        SimContent notes = wiki.page(releases, "Release notes 2.4", wiki.body("release-notes"), SINGLE, "release");
        wiki.attach(notes, "postage by weight.csv");
        incident = wiki.page(shop, "Incident review: charged twice", wiki.body("incident"), SINGLE, "postmortem");
        wiki.attach(incident, "timeline.txt");
        wiki.page(shop, "Passwords of the test shop", "<p>Ask Juno. They are not here, and will never be.</p>");
        wiki.blogPost(shop, "Why we froze the prices", wiki.body("prices"), SINGLE, "prices", "press");
        wiki.blogPost(shop, "Table football: the final", "<p>Roastery 10 : 8 Web shop</p>");
    }

    /** Little text, many files: more than a search answer carries inline. */
    private void press() {
        SimSpace press = wiki.space("PRESS", "Photos & press", "global");
        harvest = wiki.page(press, "Harvest trip 2025", wiki.body("harvest"), SINGLE, "photos");
        IntStream.rangeClosed(1, 14).forEach(n -> attachHarvest("farm-%02d.png", n));
        IntStream.rangeClosed(1, 6).forEach(n -> attachHarvest("lot report %d.pdf", n));
        IntStream.rangeClosed(1, 5).forEach(n -> attachHarvest("cupping scores %d.csv", n));
        IntStream.rangeClosed(1, 3).forEach(n -> attachHarvest("interview %d, draft.txt", n));
        IntStream.rangeClosed(1, 2).forEach(n -> attachHarvest("portrait %d (final).docx", n));
        wiki.page(press, "Boilerplate", "<p>Northwind roasts coffee since 2011.</p>");
    }

    private void attachHarvest(String pattern, int number) {
        wiki.attach(harvest, String.format(Locale.ROOT, pattern, number));
    }

    /** What must not travel: a personal space in spite of its label, and a space without labels. */
    private void unlabelled() {
        SimSpace personal = wiki.space("~mika", "Mika", "personal");
        wiki.page(personal, "My to-do list", "<p>Call the truck &amp; the baker.</p>", SINGLE);
        SimSpace lunch = wiki.space("LUNCH", "Lunch", "global");
        SimContent menu = wiki.page(lunch, "This week", "<p>Soup. Again.</p>", "food");
        wiki.attach(menu, "menu.pdf");
    }

    @Override
    public String name() {
        return "northwind-cloud";
    }

    @Override
    public String description() {
        return "Confluence Cloud, OAuth; platform reached from outside its cluster";
    }

    @Override
    public Wiki wiki() {
        return wiki;
    }

    @Override
    public String rootScopeId() {
        return rootScopeId;
    }

    @Override
    public String platformUser() {
        return platform.externalUserId();
    }

    @Override
    public String sourceKind() {
        return "ATLASSIAN_CONFLUENCE_CLOUD";
    }

    @Override
    public String singleLabel() {
        return SINGLE;
    }

    @Override
    public String allLabel() {
        return ALL;
    }

    @Override
    public String tenantFile() {
        ConfluenceSimulator confluence = wiki.confluence();
        return """
                confluence:
                  instanceType: cloud
                  baseUrl: %s
                  cloudId: %s
                  apiBaseUrl: %s
                  auth:
                    mode: oauth_2lo
                    clientId: %s
                    clientSecret: os.environ/NORTHWIND_CONFLUENCE_CLIENT_SECRET
                    tokenUrl: %s
                  apiRateLimitPerMinute: 60000
                  ingestSingleLabel: %s
                  ingestAllLabel: %s
                unique:
                  serviceAuthMode: external
                  zitadelOauthTokenUrl: %s
                  zitadelClientId: %s
                  zitadelProjectId: "%s"
                  zitadelClientSecret: os.environ/NORTHWIND_ZITADEL_CLIENT_SECRET
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 60000
                processing:
                  concurrency: 4
                  scanIntervalCron: "* * * * *"
                ingestion:
                  scopeId: %s
                """.formatted(confluence.baseUrl(), confluence.cloudId(), confluence.apiBaseUrl(),
                confluence.clientId(), confluence.tokenUrl(), SINGLE, ALL, platform.zitadelTokenUrl(),
                platform.zitadelClientId(), platform.zitadelProjectId(), platform.ingestionUrl(),
                platform.scopeManagementUrl(), rootScopeId);
    }

    @Override
    public Map<String, String> secrets() {
        return Map.of("NORTHWIND_CONFLUENCE_CLIENT_SECRET", wiki.confluence().clientSecret(),
                "NORTHWIND_ZITADEL_CLIENT_SECRET", platform.zitadelClientSecret());
    }

    @Override
    public List<Edit> edits() {
        return List.of(
                new Edit("“Roast profiles” (ROAST) gets a new row and a cooler charge",
                        () -> wiki.confluence().edit(profiles, wiki.body("profiles-edited"))),
                new Edit("“Incident review: charged twice” (SHOP) loses its label " + SINGLE,
                        () -> wiki.confluence().unlabel(incident, SINGLE)),
                new Edit("“Harvest trip 2025” (PRESS) gets a 31st attachment",
                        () -> wiki.attach(harvest, "thank you note.pdf")),
                new Edit("“Cold brew & nitro” moves from ROAST to SHOP and is labelled " + SINGLE + " there", () -> {
                    wiki.confluence().move(coldBrew, shop);
                    wiki.confluence().label(coldBrew, SINGLE);
                }));
    }
}
