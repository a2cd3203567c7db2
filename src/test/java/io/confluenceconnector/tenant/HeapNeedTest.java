package io.confluenceconnector.tenant;

import io.confluenceconnector.logging.CapturedLog;
import io.confluenceconnector.logging.EventName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HeapNeedTest {

    @ParameterizedTest
    @CsvSource({"1, 115, false", "40, 222, false", "40, 180, false", "40, 179, true", "60, 222, true"})
    void shouldWarnOfAHeapThatTheTenantsDoNotFitInto(int tenants, long heapMebibytes, boolean warns) {
        try (CapturedLog log = CapturedLog.json()) {
            // when
            HeapNeed.check(tenants, heapMebibytes << 20);

            // then
            assertThat(log.events(EventName.MEMORY_SCARCE)).hasSize(warns ? 1 : 0).allSatisfy(event -> assertThat(event)
                    .containsEntry("level", "WARN").containsEntry("tenants", tenants).containsEntry("neededMebibytes", 20 + 4 * tenants));
        }
    }
}
