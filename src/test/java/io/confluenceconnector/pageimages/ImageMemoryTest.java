package io.confluenceconnector.pageimages;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** P15: at most so much memory for all pages under construction; a page waits for its share. */
class ImageMemoryTest {

    private static final long MIB = 1L << 20;

    private final ImageMemory memory = new ImageMemory(96 * MIB);

    private CompletableFuture<ImageMemory.Share> acquireAside(long bytes) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return memory.acquire(bytes);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
    }

    @Test
    void shouldLetPageWaitForItsShare() throws InterruptedException {
        // given
        ImageMemory.Share first = memory.acquire(50 * MIB);

        // when
        CompletableFuture<ImageMemory.Share> second = acquireAside(50 * MIB);
        await().until(() -> memory.waiting() == 1);
        boolean early = second.isDone();
        first.close();
        second.join().close();

        // then
        assertThat(early).isFalse();
        assertThat(memory.freeBytes()).isEqualTo(96 * MIB);
    }

    @Test
    void shouldNotLetSmallPagesOvertakeForEver() throws InterruptedException {
        // given
        ImageMemory.Share first = memory.acquire(50 * MIB);
        CompletableFuture<ImageMemory.Share> large = acquireAside(50 * MIB);
        await().until(() -> memory.waiting() == 1);

        // when
        CompletableFuture<ImageMemory.Share> small = acquireAside(MIB);
        await().until(() -> memory.waiting() == 2);
        boolean overtaken = small.isDone();
        first.close();
        large.join().close();
        small.join().close();

        // then
        assertThat(overtaken).isFalse();
    }

    @Test
    void shouldNotLetPageWithoutImagesWait() throws InterruptedException {
        // given
        ImageMemory.Share first = memory.acquire(50 * MIB);
        CompletableFuture<ImageMemory.Share> large = acquireAside(50 * MIB);
        await().until(() -> memory.waiting() == 1);

        // when
        CompletableFuture<ImageMemory.Share> none = acquireAside(0);

        // then
        assertThat(none).succeedsWithin(Duration.ofSeconds(10));
        first.close();
        large.join().close();
    }

    @Test
    void shouldGiveShareBackOnce() throws InterruptedException {
        // given
        ImageMemory.Share share = memory.acquire(10 * MIB);

        // when
        share.close();
        share.close();

        // then
        assertThat(memory.freeBytes()).isEqualTo(96 * MIB);
    }

    @Test
    void shouldRefuseWhatWouldWaitForEver() {
        // then
        assertThatIllegalArgumentException().isThrownBy(() -> memory.acquire(97 * MIB));
    }

    /** B86: whoever gives more memory gets no more than 96 MiB; whoever gives little still gets pages through, one by one. */
    @ParameterizedTest
    @CsvSource({"64, 50", "128, 51", "200, 80", "256, 96", "4096, 96"})
    void shouldTakeNoMoreThanTheHeapHasRoomFor(long heap, long images) {
        // then
        assertThat(ImageMemory.ofHeap(heap * MIB).freeBytes() / MIB).isEqualTo(images);
    }
}
