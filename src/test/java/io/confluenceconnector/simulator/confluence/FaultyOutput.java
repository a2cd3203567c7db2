package io.confluenceconnector.simulator.confluence;

import io.confluenceconnector.simulator.confluence.Reply.Delivery;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a body as its {@link Delivery} says: at once, drop by drop, not to its end, or without end. */
final class FaultyOutput extends FilterOutputStream {

    private static final byte[] BLANKS = " ".repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);

    private final Delivery delivery;
    private long written;

    FaultyOutput(OutputStream output, Delivery delivery) {
        super(output);
        this.delivery = delivery;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int allowed = delivery.cutAfterBytes() < 0
                ? length
                : (int) Math.min(length, delivery.cutAfterBytes() - written);
        int step = delivery.dripBytes() > 0 ? delivery.dripBytes() : length;
        for (int done = 0; done < allowed; done += step) {
            out.write(bytes, offset + done, Math.min(step, allowed - done));
            if (delivery.dripBytes() > 0) {
                out.flush();
                SimulatedHost.pause(delivery.dripPause());
            }
        }
        written += allowed;
        if (allowed < length) {
            out.flush();
            throw new IOException("cut after " + written + " bytes, as the fault wants");
        }
    }

    /** Goes on with blanks until the client hangs up or the simulator is closed, if the fault wants that. */
    void neverEnd() throws IOException {
        while (delivery.endless() && !Thread.currentThread().isInterrupted()) {
            out.write(BLANKS);
        }
    }
}
