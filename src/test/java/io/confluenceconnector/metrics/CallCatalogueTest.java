package io.confluenceconnector.metrics;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

class CallCatalogueTest {

    @Test
    void shouldKnowEveryGraphQlOperation() throws IOException {
        // given
        Set<String> documents;
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/graphql"))) {
            documents = files.map(file -> file.getFileName().toString().replace(".graphql", "")).collect(Collectors.toSet());
        }

        // when
        Set<String> known = CallCatalogue.platformOperations().keySet();

        // then
        assertThat(known.stream().filter(name -> name.startsWith("graphql:")).map(name -> name.substring(name.lastIndexOf(':') + 1)))
                .containsExactlyInAnyOrderElementsOf(documents);
    }
}
