package io.confluenceconnector.sync;

import io.confluenceconnector.simulator.confluence.RecordedRequest.Host;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;
import io.confluenceconnector.tenant.TenantRuntime;
import io.confluenceconnector.health.Ping;
import io.confluenceconnector.health.TenantPings;
import io.confluenceconnector.simulator.confluence.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.net.URI;
import java.util.stream.Stream;

import static io.confluenceconnector.sync.SampleWiki.bytes;
import static io.confluenceconnector.sync.TenantFixture.SINGLE;
import static org.assertj.core.api.Assertions.assertThat;

/** S1, S2: {@code docs/permissions.md} lists exactly the calls that the services see in a rich run. */
class PermissionsIT {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (GET|POST|PUT) \\|");

    @Test
    void shouldListEveryCallToCloud() throws IOException {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.CLOUD).ingestion(PageImagesIT.INLINING).start()) {
            // when
            live(tenant);

            // then
            assertThat(callsToConfluence(tenant)).isEqualTo(documented("cloud"));
            assertThat(callsToMedia(tenant)).isEqualTo(documented("media"));
        }
    }

    @Test
    void shouldListEveryCallToDataCenter() throws IOException {
        // given
        try (TenantFixture tenant = TenantFixture.of(Setup.DATA_CENTER_OAUTH).ingestion(PageImagesIT.INLINING).start()) {
            // when
            live(tenant);

            // then
            assertThat(callsToConfluence(tenant)).isEqualTo(documented("data center"));
        }
    }

    @Test
    void shouldListEveryCallToThePlatform() throws IOException {
        // given
        try (TenantFixture external = TenantFixture.of(Setup.CLOUD).ingestion(PageImagesIT.INLINING).start();
             TenantFixture inCluster = TenantFixture.of(Setup.DATA_CENTER).start()) {
            // when
            live(external);
            live(inCluster);
            Set<String> seen = new TreeSet<>(callsToPlatform(external));
            seen.addAll(callsToPlatform(inCluster));

            // then
            assertThat(seen).isEqualTo(documented("platform"));
        }
    }

    @ParameterizedTest
    @EnumSource(value = Setup.class, names = {"CLOUD", "DATA_CENTER"})
    void shouldListEveryAddressThatHealthChecksAsk(Setup setup) throws Exception {
        // given
        try (TenantFixture tenant = TenantFixture.of(setup).start()) {
            TenantPings pings = tenant.runtime().pings().orElseThrow();

            // when
            for (Ping ping : Stream.concat(pings.atlassian().stream(), Stream.of(pings.confluence())).toList()) {
                ping.send();
            }

            // then
            assertThat(tenant.confluence.requests()).noneMatch(RecordedRequest::authorized);
            assertThat(addresses(tenant)).isEqualTo(documented("health").stream()
                    .filter(call -> setup == Setup.CLOUD || !call.contains("apiBaseUrl")).collect(Collectors.toSet()));
        }
    }

    /** By the setting that they come from. */
    private static Set<String> addresses(TenantFixture tenant) {
        String site = URI.create(tenant.confluence.baseUrl()).getPath();
        return tenant.confluence.requests().stream().map(request -> request.method() + " " + (request.host() == Host.GATEWAY
                        ? "apiBaseUrl" + (request.path().length() > 1 ? request.path() : "")
                        : request.path().equals(site) || site.isEmpty() && request.path().equals("/") ? "baseUrl" : request.path()))
                .collect(Collectors.toSet());
    }

    /** Everything that happens to a wiki, and to the platform below it. */
    private static void live(TenantFixture tenant) {
        SimSpace space = tenant.confluence.space("DOC", "Documentation", "global");
        SimSpace other = tenant.confluence.space("LAB", "Laboratory", "global");
        SimContent page = tenant.confluence.page(space, "Page", "<p>1</p>", SINGLE);
        SimContent post = tenant.confluence.blogPost(space, "Post", "<p>1</p>", SINGLE);
        SimContent unlabelled = tenant.confluence.page(space, "Unlabelled", "<p>1</p>", SINGLE);
        SimContent last = tenant.confluence.page(other, "Last of its space", "<p>1</p>", SINGLE);
        for (int i = 0; i < 30; i++) {
            tenant.confluence.attach(page, "page " + i + ".txt", "text/plain", bytes("page"));
            tenant.confluence.attach(post, "post " + i + ".txt", "text/plain", bytes("post"));
        }
        tenant.confluence.page(space, "With a picture of another page", "<ac:image><ri:attachment ri:filename=\"logo.png\">"
                + "<ri:page ri:content-title=\"Brand\"/></ri:attachment></ac:image>", SINGLE);
        SimContent wanderer = tenant.confluence.page(space, "Wanderer", "<p>1</p>", SINGLE);
        SimContent wrongPost = tenant.confluence.blogPost(space, "Wrong post", "<p>1</p>", SINGLE);
        SimAttachment plan = tenant.confluence.attach(page, "plan.pdf", "application/pdf", bytes("plan"));
        tenant.cycle();
        tenant.confluence.renameAttachment(plan, "plan of today.pdf");
        tenant.cycle();
        tenant.confluence.move(wanderer, other);
        tenant.confluence.unlabel(unlabelled, SINGLE);
        tenant.confluence.unlabel(wrongPost, SINGLE);
        tenant.confluence.edit(page, "<p>2</p>");
        tenant.cycle();
        tenant.cycle();
        tenant.confluence.purge(last);
        tenant.confluence.purge(wanderer);
        tenant.confluence.removeSpace(other);
        for (int i = 0; i < 4; i++) {
            tenant.cycle();
        }
        tenant.changeRoot("Another root");
        tenant.cycle();
        ping(tenant.runtime());
    }

    private static void ping(TenantRuntime runtime) {
        try {
            runtime.pings().orElseThrow().ingestion().send();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Set<String> callsToConfluence(TenantFixture tenant) {
        return tenant.confluence.requests().stream().filter(request -> request.host() != Host.MEDIA)
                .map(request -> request.method() + " " + withoutNames(request.pathTemplate()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> callsToMedia(TenantFixture tenant) {
        return tenant.confluence.requests().stream().filter(request -> request.host() == Host.MEDIA)
                .map(request -> request.method() + " " + withoutNames(request.pathTemplate()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> callsToPlatform(TenantFixture tenant) {
        return tenant.platform.requests().stream().map(request -> request.method() + " " + request.operation())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documented(String table) throws IOException {
        String page = Files.readString(Path.of("docs/permissions.md"));
        int start = page.indexOf("<!-- " + table + " -->");
        Matcher rows = ROW.matcher(page.substring(start, page.indexOf("\n\n", start)));
        return rows.results().map(row -> row.group(2) + " " + withoutNames(row.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String withoutNames(String template) {
        return template.replaceAll("\\{\\w+}", "{}");
    }
}
