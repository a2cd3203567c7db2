package io.confluenceconnector.demo;

import java.util.Objects;

/** A change that somebody makes in Confluence between two cycles, told in a sentence. */
record Edit(String sentence, Runnable change) {
    Edit {
        Objects.requireNonNull(sentence, "sentence");
        Objects.requireNonNull(change, "change");
    }
}
