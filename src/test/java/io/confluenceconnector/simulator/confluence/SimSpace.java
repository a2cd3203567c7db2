package io.confluenceconnector.simulator.confluence;

/** Handle of a space. */
public final class SimSpace {

    private final long id;
    private final String key;
    private final String type;
    volatile String name;
    volatile boolean archived;

    SimSpace(long id, String key, String name, String type) {
        this.id = id;
        this.key = key;
        this.name = name;
        this.type = type;
    }

    /** The numeric id, as text. */
    public String id() {
        return String.valueOf(id);
    }

    long numericId() {
        return id;
    }

    public String key() {
        return key;
    }

    /** {@code global}, {@code collaboration}, {@code personal} and so on. */
    public String type() {
        return type;
    }

    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "space " + key;
    }
}
