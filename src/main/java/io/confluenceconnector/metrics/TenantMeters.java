package io.confluenceconnector.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** The meters of one tenant: all carry its name, and all go with it, also those that a late event would make anew. */
final class TenantMeters implements AutoCloseable {

    private final Tags tenant;
    private final Map<Series, Meter> owned = new ConcurrentHashMap<>();
    private MeterRegistry registry;

    /** Registering a meter again would find the same one, but with much work for each request. */
    private record Series(Metric metric, List<String> labels) {
    }

    TenantMeters(MeterRegistry registry, String tenant) {
        this.registry = registry;
        this.tenant = Tags.of("tenant", tenant);
    }

    Counter counter(Metric metric, String... labels) {
        return owned(Counter.class, metric, labels, tags -> Counter.builder(metric.toString()).description(metric.meaning())
                .tags(tags).register(registry));
    }

    /** A counter without the tenant's name, which therefore outlives the tenant. */
    synchronized Counter sharedCounter(Metric metric) {
        return Counter.builder(metric.toString()).description(metric.meaning()).register(registry);
    }

    Timer timer(Metric metric, String... labels) {
        return owned(Timer.class, metric, labels, tags -> Timer.builder(metric.toString()).description(metric.meaning())
                .serviceLevelObjectives(Arrays.stream(metric.buckets())
                        .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1_000))).toArray(Duration[]::new))
                .tags(tags).register(registry));
    }

    DistributionSummary summary(Metric metric, String... labels) {
        return owned(DistributionSummary.class, metric, labels, tags -> DistributionSummary.builder(metric.toString())
                .description(metric.meaning()).serviceLevelObjectives(metric.buckets()).tags(tags).register(registry));
    }

    <T> void gauge(Metric metric, T source, ToDoubleFunction<T> value, String... labels) {
        owned(Gauge.class, metric, labels, tags -> Gauge.builder(metric.toString(), source, value).strongReference(true)
                .description(metric.meaning()).tags(tags).register(registry));
    }

    /** Exposed as a counter although the value may fall: a gauge cannot have a name that ends with {@code _total}. */
    <T> void fallingCounter(Metric metric, T source, ToDoubleFunction<T> value) {
        owned(FunctionCounter.class, metric, new String[0], tags -> FunctionCounter.builder(metric.toString(), source, value)
                .description(metric.meaning()).tags(tags).register(registry));
    }

    private <M extends Meter> M owned(Class<M> type, Metric metric, String[] labels, Function<Tags, M> registration) {
        Series series = new Series(metric, List.of(labels));
        Meter known = owned.get(series); // the usual case, for which nobody waits
        return type.cast(known != null ? known : registered(series, () -> registration.apply(tenant.and(labels))));
    }

    private synchronized Meter registered(Series series, Supplier<Meter> registration) {
        return owned.computeIfAbsent(series, absent -> registration.get());
    }

    @Override
    public synchronized void close() {
        MeterRegistry shared = registry;
        registry = new SimpleMeterRegistry();
        owned.values().forEach(shared::remove);
        owned.clear();
    }
}
