package io.confluenceconnector.simulator.platform;

import java.io.IOException;
import java.util.List;

/** One received request, understood but not yet carried out. */
interface Call {

    /** The names it goes by, the main one first. */
    List<String> operations();

    /** What it is about, such as the content key; empty when there is nothing to name. */
    String subject();

    /** Whether the rate limit counts it. */
    boolean limited();

    /** Carries it out. */
    Answer answer() throws IOException;
}
