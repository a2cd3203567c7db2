package io.confluenceconnector.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux counts for a process. */
record ProcessFigures(long processId) {

    /** {@code USER_HZ}, which is the same on all platforms that the JDK runs on. */
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TIME = 11;
    private static final int SYSTEM_TIME = 12;

    /** Processor time used so far, of all threads, in the kernel and outside. */
    double cpuSeconds() throws IOException {
        String line = Files.readString(Path.of("/proc", Long.toString(processId), "stat"));
        String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(afterName[USER_TIME]) + Long.parseLong(afterName[SYSTEM_TIME])) / TICKS_PER_SECOND;
    }

    /** The most memory that it ever had resident. */
    double peakMebibytes() throws IOException {
        return mebibytes("VmHWM:");
    }

    /** The memory that it has resident now. */
    double residentMebibytes() throws IOException {
        return mebibytes("VmRSS:");
    }

    private double mebibytes(String field) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(processId), "status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / 1024.0;
    }
}
