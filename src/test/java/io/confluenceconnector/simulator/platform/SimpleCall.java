package io.confluenceconnector.simulator.platform;

import java.io.IOException;
import java.util.List;

/** A call whose parts are known when it is received. */
record SimpleCall(List<String> operations, String subject, boolean limited, Action action) implements Call {

    /** What answers the call. */
    interface Action {
        Answer answer() throws IOException;
    }

    @Override
    public Answer answer() throws IOException {
        return action.answer();
    }
}
