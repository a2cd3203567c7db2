package io.confluenceconnector.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether the Atlassian API, if there is a Cloud tenant, and each Confluence answer at all. */
public final class ConnectivityCheck implements HealthCheck {

    private final Supplier<List<TenantPings>> tenants;
    private final PingRunner runner;

    /** @param tenants the active tenants at this moment */
    public ConnectivityCheck(Supplier<List<TenantPings>> tenants, PingRunner runner) {
        this.tenants = tenants;
        this.runner = runner;
    }

    @Override
    public String name() {
        return "connectivity";
    }

    @Override
    public CheckResult check() {
        List<TenantPings> active = tenants.get();
        Optional<Ping> atlassian = active.stream().flatMap(tenant -> tenant.atlassian().stream()).findFirst();
        List<TenantPings> instances = List.copyOf(active.stream().collect(Collectors.toMap(
                TenantPings::baseUrl, tenant -> tenant, (first, second) -> first, LinkedHashMap::new)).values());
        List<Ping> pings = new ArrayList<>(atlassian.stream().toList());
        instances.forEach(tenant -> pings.add(tenant.confluence()));
        List<PingResult> results = runner.run(pings, PingResult::reachable);
        int first = pings.size() - instances.size();

        Map<String, Object> fields = new LinkedHashMap<>();
        atlassian.ifPresent(ping -> fields.put("atlassian", results.get(0).fields()));
        fields.put("confluence", PingResult.byTenant(instances, results.subList(first, results.size())));
        return new CheckResult(results.stream().allMatch(PingResult::up), fields);
    }
}
