package io.confluenceconnector.schedule;

import io.confluenceconnector.gateway.PermanentException;
import io.confluenceconnector.gateway.TransientException;
import org.junit.jupiter.api.Test;

import java.io.IOException;

import static org.assertj.core.api.Assertions.assertThat;

/** A person who reads the last line of a failed cycle knows what to do. */
class NextStepTest {

    @Test
    void shouldSendAPersonToTheNetworkWhenNobodyAnswers() {
        assertThat(NextStep.after(new IOException("refused"))).contains("DNS, proxy and firewall", "next cycle");
        assertThat(NextStep.after(new TransientException("Confluence answered 503"))).contains("check that the named service is up");
    }

    @Test
    void shouldPointToTheReasonWhenItSaysWhatToDo() {
        assertThat(NextStep.after(new PermanentException("Correct the credentials"))).startsWith("do what the reason says");
    }

    @Test
    void shouldAskForNothingWhenThingsGoOnByThemselves() {
        assertThat(NextStep.after(new CycleStoppedException())).startsWith("nothing to do");
    }

    @Test
    void shouldCallADefectADefect() {
        assertThat(NextStep.after(new NullPointerException("x"))).contains("defect", "report it");
    }
}
