package io.confluenceconnector.simulator.confluence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Handle of an attachment. Its state is changed only by {@link Site}, whose monitor guards the changes. */
public final class SimAttachment {

    /** One upload of the file. */
    record Revision(Version version, FileBytes bytes) {
    }

    private final long number;
    private final String id;
    private final SimContent content;
    private final String fileId;
    volatile String title;
    volatile Optional<String> mediaType;
    volatile OptionalLong declaredSize;
    volatile String status = "current";
    volatile Set<SimLabel> labels = Set.of();
    volatile List<Revision> revisions;

    SimAttachment(long number, String prefix, SimContent content, String fileId, String title,
            Optional<String> mediaType, Revision first) {
        this.number = number;
        this.id = prefix + number;
        this.content = content;
        this.fileId = fileId;
        this.title = title;
        this.mediaType = mediaType;
        this.declaredSize = OptionalLong.of(first.bytes().size());
        this.revisions = List.of(first);
    }

    /** The id as the API gives it: {@code att} and digits, or digits alone on an older Data Center. */
    public String id() {
        return id;
    }

    long number() {
        return number;
    }

    public SimContent content() {
        return content;
    }

    public String title() {
        return title;
    }

    /** The media service's id, which is not the attachment's. */
    /** The id under which the media host serves it. */
    public String fileId() {
        return fileId;
    }

    Revision latest() {
        return revisions.get(revisions.size() - 1);
    }

    Optional<Revision> revision(int versionNumber) {
        return revisions.stream().filter(revision -> revision.version().number() == versionNumber).findFirst();
    }

    Instant created() {
        return revisions.get(0).version().when();
    }

    boolean isCurrent() {
        return status.equals("current");
    }

    @Override
    public String toString() {
        return "attachment " + id;
    }
}
