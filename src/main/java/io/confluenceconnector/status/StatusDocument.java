package io.confluenceconnector.status;

import io.confluenceconnector.config.TenantName;
import io.confluenceconnector.health.CheckResult;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The whole page at one moment. */
final class StatusDocument {

    private static final DateTimeFormatter UPDATED = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SECONDS_WITHOUT_SCRIPT = 15;

    /** Colours of the sign in the browser's tab, which no style sheet reaches. */
    private static final Map<Condition, String> SIGNS = Map.of(Condition.FAILING, "c62828", Condition.ATTENTION, "b26a00",
            Condition.NEW, "607080", Condition.FINE, "2e7d32");

    private final Html html = new Html();
    private final String version;
    private final Map<String, CheckResult> checks;
    private final List<TenantSnapshot> tenants;
    private final int starting;
    private final Instant now;

    /**
     * @param checks   of the process itself, by name
     * @param expected how many tenants are to run, those that still start included
     */
    StatusDocument(String version, Map<String, CheckResult> checks, Collection<TenantSnapshot> tenants, int expected, Instant now) {
        this.version = version;
        this.checks = checks;
        this.tenants = tenants.stream().sorted(Comparator.comparing(TenantSnapshot::condition)
                .thenComparing(tenant -> tenant.progress().isEmpty())
                .thenComparing(TenantSnapshot::name, TenantName.COUNTING_ORDER)).toList();
        this.starting = Math.max(0, expected - tenants.size());
        this.now = now;
    }

    String draw() {
        html.constant("<!DOCTYPE html>\n").open("html", "lang", "en", "data-version", version);
        head();
        html.open("body").element("p", "", "id", "silence", "class", "silence", "role", "alert", "hidden", "hidden");
        html.open("main");
        banner();
        checks.forEach(this::check);
        overview();
        html.open("div", "class", "cards");
        tenants.forEach(tenant -> new TenantCard(html, tenant, now).draw());
        html.close().close();
        html.open("footer").text("Times are UTC. Ids are masked. This page changes nothing: see ").element("a", "/health", "href", "/health")
                .text(" for remote systems, and docs/operate.md for what to do.").close();
        html.open("script").constant(StatusPage.SCRIPT).close();
        return html.close().close().toString();
    }

    private void head() {
        Condition worst = worst();
        html.open("head").open("meta", "charset", "utf-8")
                .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
                .open("meta", "name", "color-scheme", "content", "light dark")
                .element("title", worst.sign() + " " + verdict() + " · Confluence connector")
                .open("link", "id", "icon", "rel", "icon", "href", "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
                        + "viewBox='0 0 8 8'%3E%3Ccircle cx='4' cy='4' r='4' fill='%23" + SIGNS.get(worst) + "'/%3E%3C/svg%3E")
                .open("noscript").open("meta", "http-equiv", "refresh", "content", Integer.toString(SECONDS_WITHOUT_SCRIPT)).close()
                .open("style").constant(StatusPage.STYLE).close().close();
    }

    private Condition worst() {
        Condition ofTenants = tenants.stream().map(TenantSnapshot::condition).min(Comparator.naturalOrder()).orElse(Condition.NEW);
        boolean processInTrouble = checks.values().stream().anyMatch(check -> !check.up());
        return processInTrouble && ofTenants != Condition.FAILING ? Condition.ATTENTION : ofTenants;
    }

    private String verdict() {
        for (Condition trouble : List.of(Condition.FAILING, Condition.ATTENTION)) {
            long count = tenants.stream().filter(tenant -> tenant.condition() == trouble).count();
            if (count > 0) {
                return count + " of " + Words.count(tenants.size() + starting, "tenant") + " " + trouble.saidOf(count)
                        + (starting > 0 ? ", " + starting + " still starting" : "");
            }
        }
        if (checks.values().stream().anyMatch(check -> !check.up())) {
            return "The configuration needs a look";
        }
        if (starting > 0) {
            return "Starting, " + tenants.size() + " of " + Words.count(tenants.size() + starting, "tenant");
        }
        return tenants.isEmpty() ? "No tenant runs here" : tenants.size() == 1 ? "1 tenant, all well" : tenants.size() + " tenants, all well";
    }

    private void banner() {
        html.open("header", "class", "banner " + worst().cssClass());
        html.open("div").element("h1", verdict()).element("p", "Confluence connector " + version).close();
        html.open("p", "class", "updated").text("As of ")
                .element("time", UPDATED.format(now) + " UTC", "datetime", now.toString(), "id", "as-of").close();
        html.close();
    }

    /** What the process itself complains about: files it refused, or an election it cannot take part in. */
    private void check(String name, CheckResult result) {
        if (!result.up()) {
            html.open("div", "class", "note bad process").element("strong", "The check “" + name + "” is down");
            html.open("ul");
            result.fields().forEach((field, value) -> {
                if (!(value instanceof Number)) { // a count is no complaint
                    complaint(field, value);
                }
            });
            html.close().open("p", "class", "todo").element("b", "What to do: ")
                    .text(name.equals("cluster") ? "look whether the Kubernetes API answers and the service account may use Leases."
                            : "correct the named files; until then the last valid ones stay in force, and after a restart no tenant"
                                    + " would run. The log says it in full: events"
                                    + " tenant.rejected and routes.reloaded.").close().close();
        }
    }

    /** Several of one kind stand below each other. */
    private void complaint(String field, Object value) {
        if (value instanceof Collection<?> values && values.size() > 1) {
            html.open("li").text(field + ":").open("ul");
            values.forEach(one -> html.element("li", told(one)));
            html.close().close();
        } else {
            html.element("li", field + ": " + told(value));
        }
    }

    /** A field of a health answer as a person reads it. */
    private static String told(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(entry -> entry.getKey() + " " + told(entry.getValue())).collect(Collectors.joining("; "));
        }
        return value instanceof Collection<?> values ? values.stream().map(StatusDocument::told).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }

    private void overview() {
        if (tenants.size() < 2) {
            return;
        }
        Map<Condition, Long> counts = tenants.stream().collect(Collectors.groupingBy(TenantSnapshot::condition, Collectors.counting()));
        html.open("nav", "aria-label", "Tenants");
        for (Condition condition : Condition.values()) {
            if (counts.containsKey(condition)) {
                html.open("p", "class", condition.cssClass()).element("span", condition.sign() + " " + counts.get(condition) + " "
                        + condition.wordsFor(counts.get(condition)), "class", "pill");
                tenants.stream().filter(tenant -> tenant.condition() == condition).forEach(tenant -> html.element("a",
                        tenant.name() + (tenant.progress().isPresent() ? " …" : ""), "href", "#" + TenantCard.anchor(tenant.name())));
                html.close();
            }
        }
        html.close();
    }
}
