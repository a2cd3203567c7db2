package io.confluenceconnector.demo;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

import java.util.List;
import java.util.Map;

/** A ferry line with its own Data Center server, below a context path; the connector runs beside the platform. */
final class FjordDataCenter implements DemoTenant {
    private static final String SINGLE = "ai-page";
    private static final String ALL = "ai-tree";

    private final Wiki wiki;
    private final PlatformSimulator platform;
    private final String rootScopeId;
    private SimSpace yard;
    private SimContent timetable;
    private SimContent crane;
    private SimContent safety;
    private SimContent oldDrill;
    private SimAttachment drillLog;

    FjordDataCenter(PlatformSimulator platform) {
        this.wiki = new Wiki(ConfluenceSimulator.dataCenter("/confluence"), "fjord");
        this.platform = platform;
        this.rootScopeId = platform.createRootScope("Fjord wiki");
        fleet();
        yard();
        offices();
    }

    private void fleet() {
        SimSpace fleet = wiki.space("FLEET", "Fleet operations", "global");
        safety = wiki.page(fleet, "Safety drills", wiki.body("safety"), ALL, "safety");
        SimContent overboard = wiki.page(safety, "Man overboard", wiki.body("overboard"), "drill");
        drillLog = wiki.attach(overboard, "drill log 2025.csv");
        wiki.attach(overboard, "stations.png");
        SimContent fire = wiki.page(safety, "Fire in the engine room", "<p>Dampers, CO&#8322;, count heads.</p>", "drill");
        wiki.attach(fire, "muster list.docx");
        oldDrill = wiki.page(fire, "Fire drill of 2009", "<p>Superseded, kept for the sailor&rsquo;s yarn in it.</p>");
        timetable = wiki.page(fleet, "Timetable", wiki.body("timetable"), SINGLE);
        wiki.page(fleet, "Winter timetable (to be written)", "", SINGLE);
        wiki.blogPost(fleet, "MF Skarv is back", "<p>New paint, new engine, same coffee.</p>", SINGLE, "news");
        wiki.page(fleet, "Crew wishes for 2026", "<p>A dryer that dries.</p>");
    }

    private void yard() {
        yard = wiki.space("YARD", "Yard & docks", "global");
        crane = wiki.page(yard, "Dock 2 crane", wiki.body("crane"), SINGLE, "lifting");
        wiki.attach(crane, "load-chart.png");
        wiki.attach(crane, "crane drawing.pdf");
        wiki.page(yard, "Paint codes", "<table><tbody><tr><td>Hull</td><td>RAL 5003</td></tr></tbody></table>", SINGLE);
        SimContent keys = wiki.page(yard, "Who has which key", "<p>See the board.</p>");
        wiki.attach(keys, "key list.csv");
    }

    private void offices() {
        SimSpace people = wiki.space("PEOPLE", "People & pay", "global");
        wiki.page(people, "Salary bands", "<p>Not for a chat.</p>", "confidential");
    }

    @Override
    public String name() {
        return "fjord-dc";
    }

    @Override
    public String description() {
        return "Confluence Data Center, OAuth; platform in the same cluster";
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
        return "fjord-connector";
    }

    @Override
    public String sourceKind() {
        return "ATLASSIAN_CONFLUENCE_ONPREM";
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
        return """
                confluence:
                  instanceType: data-center
                  baseUrl: %s
                  auth:
                    mode: oauth_2lo
                    clientId: %s
                    clientSecret: os.environ/FJORD_CONFLUENCE_CLIENT_SECRET
                  apiRateLimitPerMinute: 60000
                  ingestSingleLabel: %s
                  ingestAllLabel: %s
                unique:
                  serviceAuthMode: cluster_local
                  serviceExtraHeaders:
                    x-company-id: fjord-company
                    x-user-id: fjord-connector
                  ingestionServiceBaseUrl: %s
                  scopeManagementServiceBaseUrl: %s
                  apiRateLimitPerMinute: 60000
                processing:
                  concurrency: 4
                  scanIntervalCron: "* * * * *"
                ingestion:
                  scopeId: %s
                """.formatted(wiki.confluence().baseUrl(), wiki.confluence().clientId(), SINGLE, ALL, platform.ingestionUrl(),
                platform.scopeManagementUrl(), rootScopeId);
    }

    @Override
    public Map<String, String> secrets() {
        return Map.of("FJORD_CONFLUENCE_CLIENT_SECRET", wiki.confluence().clientSecret());
    }

    @Override
    public List<Edit> edits() {
        ConfluenceSimulator confluence = wiki.confluence();
        return List.of(
                new Edit("“Timetable” (FLEET) is rewritten for the summer",
                        () -> confluence.edit(timetable, wiki.body("timetable-edited"))),
                new Edit("“Dock 2 crane” moves with its two files from YARD to FLEET, below “Safety drills”",
                        () -> confluence.move(crane, safety)),
                new Edit("“drill log 2025.csv” (FLEET) is uploaded anew",
                        () -> confluence.replaceAttachment(drillLog, SampleFiles.named("drill log 2026.csv").bytes())),
                new Edit("“Fire drill of 2009” (FLEET) goes to the trash", () -> confluence.trash(oldDrill)));
    }
}
