package io.confluenceconnector.build;

import io.confluenceconnector.health.TenantMBean;
import io.confluenceconnector.logging.EventName;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/operate.md} forgets nothing that an operator may meet. */
class OperateGuideTest {

    private static String section(String heading) throws IOException {
        String guide = Files.readString(Path.of("docs/operate.md"));
        int start = guide.indexOf("\n## " + heading + "\n");
        return guide.substring(start, guide.indexOf("\n## ", start + 1));
    }

    @Test
    void shouldSayForEveryEventOnceWhatToDo() throws IOException {
        // when
        List<String> told = section("Log events").lines().filter(line -> line.startsWith("| `")).map(line -> line.split("\\|")[1])
                .flatMap(cell -> Pattern.compile("`([a-z.]+)`").matcher(cell).results().map(event -> event.group(1))).toList();

        // then
        assertThat(told).containsExactlyInAnyOrderElementsOf(Stream.of(EventName.values()).map(EventName::toString).toList());
    }

    @Test
    void shouldTellEveryAttributeAndOperationOfTheMBean() throws IOException {
        // when
        String jmx = section("JMX");

        // then
        assertThat(Arrays.stream(TenantMBean.class.getMethods()).map(Method::getName).map(name -> name.replaceFirst("^get", "")))
                .allSatisfy(name -> assertThat(jmx).contains("`" + name + "`"));
    }
}
