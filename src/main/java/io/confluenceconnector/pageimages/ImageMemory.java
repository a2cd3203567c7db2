package io.confluenceconnector.pageimages;

import java.util.concurrent.Semaphore;

/**
 * The memory that images may take while their pages are under construction (P15). A page asks once, for all it needs, and
 * waits in line; since it holds nothing while it waits, pages cannot block each other.
 */
public final class ImageMemory {

    /** Of the process: its heap is one, however many tenants share it. */
    public static final ImageMemory OF_PROCESS = ofHeap(Runtime.getRuntime().maxMemory());

    private static final long MOST_BYTES = 96L << 20;
    private static final int UNIT_BYTES = 1024;

    private final int units;
    private final Semaphore free;

    /** 96 MiB; of a small heap two fifths, since a collector that has no room left does nothing else (B86); but always one page. */
    static ImageMemory ofHeap(long largestHeapBytes) {
        return new ImageMemory(Math.max(ImagesOfPage.MOST_BYTES, Math.min(MOST_BYTES, largestHeapBytes / 5 * 2)));
    }

    ImageMemory(long bytes) {
        this.units = Math.toIntExact(bytes / UNIT_BYTES);
        this.free = new Semaphore(units, true);
    }

    /**
     * Waits for a share.
     *
     * @throws InterruptedException when the process stops
     */
    public Share acquire(long bytes) throws InterruptedException {
        int share = Math.toIntExact((bytes + UNIT_BYTES - 1) / UNIT_BYTES);
        if (share > units) {
            throw new IllegalArgumentException("A page may not ask for " + bytes + " bytes: there is not that much for all");
        }
        if (share > 0) {
            free.acquire(share); // a page without images waits for nobody
        }
        return new Share(free, share);
    }

    /** Bytes that nobody holds. */
    long freeBytes() {
        return (long) free.availablePermits() * UNIT_BYTES;
    }

    /** Pages that wait for their share. */
    int waiting() {
        return free.getQueueLength();
    }

    /** A page's share, given back once. */
    public static final class Share implements AutoCloseable {
        private final Semaphore free;
        private int held;

        private Share(Semaphore free, int held) {
            this.free = free;
            this.held = held;
        }

        @Override
        public synchronized void close() {
            free.release(held);
            held = 0;
        }
    }
}
