package io.confluenceconnector.demo;

import io.confluenceconnector.app.Connector;
import io.confluenceconnector.cycle.CycleReport;
import io.confluenceconnector.cycle.RunMode;
import io.confluenceconnector.logging.LogStream;
import io.confluenceconnector.logging.Terminal;
import io.confluenceconnector.simulator.platform.PlatformSimulator;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/**
 * Two invented wikis, the real process, and a simulated knowledge base, in one JVM: one cycle, some edits, another
 * cycle. Ends with exit code 0 only when the knowledge base then equals what the labels select.
 */
public final class Demo implements AutoCloseable {
    private final PlatformSimulator platform = PlatformSimulator.start();
    private final List<DemoTenant> tenants = List.of(new FjordDataCenter(platform), new NorthwindCloud(platform));
    private final Path tenantFiles;
    private final Summary summary;

    private Demo(PrintStream out, Palette palette) throws IOException {
        this.summary = new Summary(out, palette);
        this.tenantFiles = Files.createTempDirectory("connector-demo");
        tenantFiles.toFile().deleteOnExit();
    }

    /** Takes {@code run} as its only argument, to keep the process running until it is interrupted. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("java.awt.headless", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Palette palette = new Palette(Terminal.wantsColours(System.getenv()));
        System.exit(exitCode(out, palette, List.of(arguments).contains("run")));
    }

    private static int exitCode(PrintStream out, Palette palette, boolean keepRunning) throws Exception {
        try {
            return play(out, palette, keepRunning) ? 0 : 1;
        } catch (RuntimeException e) {
            out.println(palette.bad("The demo could not run: ") + e.getMessage());
            return 1;
        }
    }

    /** Whether the knowledge base equals the selection after each cycle. */
    static boolean play(PrintStream out, Palette palette, boolean keepRunning) throws IOException, InterruptedException {
        try (Demo demo = new Demo(out, palette)) {
            demo.writeTenantFiles();
            return keepRunning ? demo.run() : demo.twoCycles();
        }
    }

    private boolean twoCycles() throws InterruptedException {
        summary.title("Two wikis, and what people have labelled in them");
        summary.wikis(tenants);
        try (Connector connector = start(RunMode.ON_DEMAND)) {
            summary.title("First cycle: everything is new");
            boolean first = cycle(connector);
            summary.title("Meanwhile, in Confluence");
            summary.edits(tenants);
            tenants.forEach(tenant -> tenant.edits().forEach(edit -> edit.change().run()));
            summary.title("Second cycle: only the differences travel");
            boolean second = cycle(connector);
            return first && second;
        }
    }

    private boolean cycle(Connector connector) throws InterruptedException {
        platform.clearRequests();
        tenants.forEach(tenant -> tenant.confluence().clearRequests());
        List<CycleReport> reports = connector.syncOnce();
        for (int i = 0; i < reports.size(); i++) {
            DemoTenant tenant = tenant(connector.tenants().get(i).name());
            summary.cycle(tenant, reports.get(i));
        }
        Map<DemoTenant, Verification> verifications = new LinkedHashMap<>();
        tenants.forEach(tenant -> verifications.put(tenant, Verification.of(tenant, platform)));
        List<String> differences = new ArrayList<>(platform.violations());
        verifications.forEach((tenant, verification) -> {
            differences.addAll(verification.differences());
            differences.addAll(tenant.confluence().violations());
        });
        summary.knowledgeBase(verifications);
        summary.requests(tenants.stream().map(tenant -> tenant.confluence().requests().size() + " to Confluence of "
                + tenant.name()).collect(Collectors.joining(", ")) + ", " + platform.requests().size() + " to the platform");
        summary.verdict(differences);
        return differences.isEmpty();
    }

    private boolean run() throws InterruptedException {
        try (Connector connector = start(RunMode.SERVICE)) {
            Runtime.getRuntime().addShutdownHook(new Thread(connector::close, "shutdown"));
            summary.say(connector.tenants().size() + " tenants, a cycle each minute, until you press Ctrl+C."
                    + " See http://localhost:51349 and http://localhost:51350/metrics");
            new CountDownLatch(1).await();
        }
        return true;
    }

    private Connector start(RunMode mode) {
        return Connector.start(environment(), System.getProperties(), LogStream.STDOUT, List.of(), mode);
    }

    /** The environment that the process would find; everything else has its default. */
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("TENANT_CONFIG_PATH_PATTERN", tenantFiles + "/*-tenant-config.yaml");
        environment.put("LOG_FORMAT", "text");
        environment.put("LOG_LEVEL", System.getProperty("demo.log", "warn"));
        tenants.forEach(tenant -> environment.putAll(tenant.secrets()));
        return environment;
    }

    private void writeTenantFiles() throws IOException {
        for (DemoTenant tenant : tenants) {
            Path file = tenantFiles.resolve(tenant.name() + "-tenant-config.yaml");
            Files.writeString(file, tenant.tenantFile()).toFile().deleteOnExit();
        }
    }

    private DemoTenant tenant(String name) {
        return tenants.stream().filter(tenant -> tenant.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        tenants.forEach(tenant -> tenant.confluence().close());
        platform.close();
    }
}
