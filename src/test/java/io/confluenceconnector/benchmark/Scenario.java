package io.confluenceconnector.benchmark;

import java.util.List;

/**
 * What is measured: a process, its data, and which of its cycles counts.
 *
 * @param measured    which part of the process's life the figures are of
 * @param options     of the JVM, beyond those of the image
 * @param memory      memory of the container that the JVM believes to be in
 * @param runs        of which the median counts; 0 for as many as are asked for
 * @param goals       what the figures should not exceed, in words
 */
record Scenario(String name, String title, DataSet data, int concurrency, Part measured, List<String> options, String memory,
                int runs, String goals) {

    /** The part of a process's life that is measured. */
    enum Part { FIRST_CYCLE, SECOND_CYCLE, IDLE }

    private static final String CONTAINER = "512m";
    private static final DataSet FIRST = DataSet.usual(2_000, 500, 20);
    private static final DataSet TINY = DataSet.usual(20, 5, 1);

    /** The table of the whole benchmark. */
    static List<Scenario> all() {
        return List.of(
                first(8, "24 s, 650 requests to Confluence, 9.5 CPU s, 200 MiB"),
                first(32, "7 s"),
                first(64, "faster than 32"),
                again("again-2000", "no change, 2,000 pages, 20 ms", FIRST, CONTAINER, 0, "0.8 s, 160 MiB"),
                again("again-20000", "no change, 20,000 pages, 5 ms", DataSet.usual(20_000, 0, 5), CONTAINER, 0, "2.4 s, 200 MiB"),
                again("again-20000-256", "the same in 256 MiB", DataSet.usual(20_000, 0, 5), "256m", 1, "256 MiB"),
                again("again-20000-1", "no change, 20,000 pages, 1 ms", DataSet.usual(20_000, 0, 1), CONTAINER, 0, "to compare with the next"),
                again("again-200000", "no change, 200,000 pages, 1 ms", DataSet.usual(200_000, 0, 1), CONTAINER, 1, "linear, 350 MiB"),
                new Scenario("large-file", "one attachment of 1 GiB", new DataSet(1, 1, 1, 4 << 10, 1L << 30, 0, false), 8,
                        Part.FIRST_CYCLE, List.of("-Xmx64m"), CONTAINER, 0, "800 MiB/s, 170 MiB, heap 64 MiB"),
                new Scenario("idle", "start, and idle 10 s after a small cycle", TINY, 8, Part.IDLE, List.of(), CONTAINER, 0,
                        "first request 1 s with cache, 2 s without; 130 MiB"));
    }

    /** Shows in a few seconds that everything works; its figures mean nothing. */
    static List<Scenario> smoke() {
        return List.of(
                new Scenario("first", "first sync, tiny", TINY, 4, Part.FIRST_CYCLE, List.of(), CONTAINER, 1, "none"),
                again("again", "no change, tiny", TINY, CONTAINER, 1, "none"));
    }

    private static Scenario first(int concurrency, String goals) {
        return new Scenario("first-" + concurrency, "first sync, concurrency " + concurrency, FIRST, concurrency,
                Part.FIRST_CYCLE, List.of(), CONTAINER, 0, goals);
    }

    private static Scenario again(String name, String title, DataSet data, String memory, int runs, String goals) {
        return new Scenario(name, title, data.alreadySynced(), 8, Part.SECOND_CYCLE, List.of(), memory, runs, goals);
    }
}
