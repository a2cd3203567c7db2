package io.confluenceconnector.benchmark;

/**
 * What the simulated services hold, the same at every run.
 *
 * @param attachments     spread over the first pages, one each
 * @param latencyMillis   by which every answer of either side comes later
 * @param synced          whether the knowledge base holds all of it already
 */
record DataSet(int pages, int spaces, int attachments, int pageBytes, long attachmentBytes, int latencyMillis,
               boolean synced) {

    DataSet {
        if (pages < 1 || spaces < 1 || spaces > pages || attachments < 0 || attachments > pages || latencyMillis < 0) {
            throw new IllegalArgumentException("No data set: at least a page for each space and each attachment is needed");
        }
    }

    /** The same as the older connector was measured with: pages of 4 KiB, files of 200 KiB. */
    static DataSet usual(int pages, int attachments, int latencyMillis) {
        return new DataSet(pages, 10, attachments, 4 << 10, 200 << 10, latencyMillis, false);
    }

    DataSet alreadySynced() {
        return new DataSet(pages, spaces, attachments, pageBytes, attachmentBytes, latencyMillis, true);
    }
}
