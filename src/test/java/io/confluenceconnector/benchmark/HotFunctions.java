package io.confluenceconnector.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.confluenceconnector.confluence.Content;
import io.confluenceconnector.confluence.ContentReader;
import io.confluenceconnector.confluence.CqlQuery;
import io.confluenceconnector.confluence.Page;
import io.confluenceconnector.confluence.PageKind;
import io.confluenceconnector.confluence.Space;
import io.confluenceconnector.http.JsonEntity;
import io.confluenceconnector.logging.Masking;
import io.confluenceconnector.logging.Redaction;
import io.confluenceconnector.pageimages.ImagesOfPage;
import io.confluenceconnector.platform.ContentKeys;
import io.confluenceconnector.platform.PlatformApi;
import io.confluenceconnector.platform.PlatformBodies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** The functions that run once for each item, each record or each log field; compiled as in the image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = {"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"})
public class HotFunctions {

    private static final int PAGES = 1_000;

    private final Space space = new Space("98306", "OPS", "Operations");
    private final ContentKeys keys = new ContentKeys("acme", false);
    private final PlatformApi platform = new PlatformApi(URI.create("https://gateway.example.com/ingestion"),
            URI.create("https://gateway.example.com/scope-management"), "ATLASSIAN_CONFLUENCE_CLOUD",
            URI.create("https://acme.atlassian.net"));
    private final ObjectMapper json = new ObjectMapper();
    private final PlatformBodies bodies = new PlatformBodies(json, exchange -> { });
    private final List<Page> pages = IntStream.range(0, PAGES).mapToObj(i -> new Page(String.valueOf(1_000_000 + i), PageKind.PAGE,
            space, "2026-03-04T09:15:27.123Z", "https://acme.atlassian.net/wiki/spaces/OPS/pages/" + (1_000_000 + i)
                    + "/A+page+with+a+title", List.of("policy", "travel"))).toList();
    private final List<String> ids = pages.stream().map(Page::pageId).toList();
    private final byte[] storageFormat = ("<p>Words and <strong>more words</strong> of a page.</p>".repeat(20)
            + "<ac:image ac:alt=\"Plan\"><ri:attachment ri:filename=\"plan.png\" /></ac:image>").repeat(60)
            .getBytes(StandardCharsets.UTF_8);
    private final String searchAnswer = "[" + String.join(",", IntStream.range(0, 100).mapToObj("""
            {"id":"%d","type":"page","status":"current","title":"A page with a title",
             "space":{"id":98306,"key":"OPS","name":"Operations","type":"global"},
             "version":{"when":"2026-03-04T09:15:27.123Z","number":3},
             "metadata":{"labels":{"results":[{"prefix":"global","name":"kb-page"},{"prefix":"global","name":"policy"}]}},
             "_links":{"webui":"/spaces/OPS/pages/1000000/A+page+with+a+title"}}"""::formatted).toList()) + "]";

    @Benchmark
    public String contentKey() {
        return keys.key(space, "1000001::att2000001");
    }

    /** The question of a file diff about 1,000 pages, as bytes. */
    @Benchmark
    public JsonEntity diffOfThousandPages() {
        return bodies.body(platform.fileDiff(keys.partialKey(space), pages));
    }

    /** One answer of a search: 100 records. */
    @Benchmark
    public List<Content> searchAnswer() throws IOException {
        ContentReader reader = new ContentReader();
        List<Content> contents = new ArrayList<>();
        for (JsonNode node : json.readTree(searchAnswer)) {
            contents.add(reader.read(node));
        }
        return contents;
    }

    /** Finds the image macros in a body of about 70 KiB. */
    @Benchmark
    public boolean imageMacros() {
        return new ImagesOfPage(pages.get(0), storageFormat, List.of()).isEmpty();
    }

    @Benchmark
    public List<List<String>> batchesOfThousandIds() {
        return CqlQuery.batches(ids, 100, 4_000);
    }

    /** A log field that looks harmless. */
    @Benchmark
    public String redactionOfWord() {
        return Redaction.redact("attachments");
    }

    /** A log message in which credentials might be. */
    @Benchmark
    public String redactionOfSentence() {
        return Redaction.redact("The platform answered 503 to POST /graphql after 3 tries: wait 30 s, then try again");
    }

    @Benchmark
    public String maskedTitle() {
        return Masking.mask("A page with a title of usual length");
    }
}
