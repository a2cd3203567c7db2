package io.confluenceconnector.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one run, or the medians of several.
 *
 * @param seconds              the measured cycle, as the connector itself reports it
 * @param cpuSeconds           processor time: of the process from its start to the end of a first cycle, or of a second cycle
 * @param peakMebibytes        most memory resident until then
 * @param residentMebibytes    memory resident at the end
 * @param firstRequestSeconds  from the start of the process to the first request at Confluence
 * @param mebibytesPerSecond   throughput from download to upload, when a large file was transferred
 * @param servicesCpuSeconds   processor time of the simulated services meanwhile: near to the time, they are the bottleneck
 */
record Measurement(double seconds, double cpuSeconds, double peakMebibytes, double residentMebibytes,
                   double firstRequestSeconds, Map<String, Long> confluence, long media, Map<String, Long> platform,
                   double storedMebibytes, double mebibytesPerSecond, double servicesCpuSeconds) {

    Measurement {
        confluence = Map.copyOf(confluence);
        platform = Map.copyOf(platform);
    }

    long confluenceRequests() {
        return sum(confluence);
    }

    long platformRequests() {
        return sum(platform);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    static Measurement median(List<Measurement> runs) {
        return new Measurement(median(runs, Measurement::seconds), median(runs, Measurement::cpuSeconds),
                median(runs, Measurement::peakMebibytes), median(runs, Measurement::residentMebibytes),
                median(runs, Measurement::firstRequestSeconds), medianCounts(runs.stream().map(Measurement::confluence).toList()),
                (long) median(runs, Measurement::media), medianCounts(runs.stream().map(Measurement::platform).toList()),
                median(runs, Measurement::storedMebibytes), median(runs, Measurement::mebibytesPerSecond),
                median(runs, Measurement::servicesCpuSeconds));
    }

    private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        return middle(runs.stream().mapToDouble(figure).sorted().toArray());
    }

    private static Map<String, Long> medianCounts(List<Map<String, Long>> runs) {
        Map<String, Long> medians = new TreeMap<>();
        runs.stream().flatMap(run -> run.keySet().stream()).distinct().forEach(kind -> medians.put(kind, (long) middle(
                runs.stream().mapToDouble(run -> run.getOrDefault(kind, 0L)).sorted().toArray())));
        return medians;
    }

    private static double middle(double... sorted) {
        return sorted[sorted.length / 2];
    }
}
