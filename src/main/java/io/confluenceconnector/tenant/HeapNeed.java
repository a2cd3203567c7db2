package io.confluenceconnector.tenant;

import io.confluenceconnector.logging.Event;
import io.confluenceconnector.logging.EventName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What heap tenants need by themselves, as measured for {@code docs/performance.md}; their pages come on top. */
final class HeapNeed {

    private static final Logger LOG = LoggerFactory.getLogger(HeapNeed.class);
    private static final long MEBIBYTE = 1 << 20;
    private static final long PROCESS = 20;
    private static final long TENANT = 4;

    private HeapNeed() {
    }

    /** Warns when so many tenants may exhaust the heap, which ends the process. */
    static void check(int tenants, long heapBytes) {
        long needed = PROCESS + TENANT * tenants;
        if (heapBytes / MEBIBYTE < needed) {
            Event.of(EventName.MEMORY_SCARCE).field("tenants", tenants).field("heapMebibytes", heapBytes / MEBIBYTE)
                    .field("neededMebibytes", needed).log(LOG, "The heap is small for so many tenants: the process may run out of memory");
        }
    }
}
