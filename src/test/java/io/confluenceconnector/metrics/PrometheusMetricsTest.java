package io.confluenceconnector.metrics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PrometheusMetricsTest {

    @Test
    void shouldExposeTheJvmAndTheProcessUnderTheirUsualNames() {
        // given
        try (PrometheusMetrics metrics = new PrometheusMetrics()) {

            // when
            Scrape scrape = Scrape.of(metrics.registry());

            // then
            assertThat(scrape.types()).containsKeys("jvm_memory_used_bytes", "jvm_memory_max_bytes", "jvm_threads_live_threads",
                    "jvm_gc_live_data_size_bytes", "jvm_info", "jvm_classes_loaded_classes", "process_cpu_usage",
                    "process_uptime_seconds", "process_files_open_files", "system_cpu_count");
        }
    }
}
