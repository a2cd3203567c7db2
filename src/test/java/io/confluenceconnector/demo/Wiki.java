package io.confluenceconnector.demo;

import io.confluenceconnector.simulator.confluence.ConfluenceSimulator;
import io.confluenceconnector.simulator.confluence.SimAttachment;
import io.confluenceconnector.simulator.confluence.SimContent;
import io.confluenceconnector.simulator.confluence.SimSpace;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A simulated Confluence that counts what is put into it, whether labelled or not. */
final class Wiki {
    private final ConfluenceSimulator confluence;
    private final String folder;
    private int spaces;
    private int pages;
    private int files;

    /** @param folder where the bodies are, below the {@code demo} folder of the test resources */
    Wiki(ConfluenceSimulator confluence, String folder) {
        this.confluence = confluence;
        this.folder = folder;
    }

    SimSpace space(String key, String name, String type) {
        spaces++;
        return confluence.space(key, name, type);
    }

    SimContent page(SimSpace space, String title, String body, String... labels) {
        pages++;
        return confluence.page(space, title, body, labels);
    }

    SimContent page(SimContent parent, String title, String body, String... labels) {
        pages++;
        return confluence.page(parent, title, body, labels);
    }

    SimContent blogPost(SimSpace space, String title, String body, String... labels) {
        pages++;
        return confluence.blogPost(space, title, body, labels);
    }

    /** Attaches a file whose media type follows from its name. */
    SimAttachment attach(SimContent page, String fileName) {
        files++;
        SampleFiles.File file = SampleFiles.named(fileName);
        return confluence.attach(page, fileName, file.mediaType(), file.bytes());
    }

    /** A body in storage format, as people wrote it. */
    String body(String name) {
        String resource = "/demo/" + folder + "/" + name + ".html";
        try (InputStream body = Optional.ofNullable(Wiki.class.getResourceAsStream(resource)).orElseThrow()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    ConfluenceSimulator confluence() {
        return confluence;
    }

    int spaces() {
        return spaces;
    }

    /** Pages and blog posts. */
    int pages() {
        return pages;
    }

    int files() {
        return files;
    }
}
