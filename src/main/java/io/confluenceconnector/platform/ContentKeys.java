package io.confluenceconnector.platform;

import io.confluenceconnector.confluence.Space;

/**
 * The platform's identities of items: {@code <partialKey>/<itemId>}; they equal the older connector's, so that nothing
 * is ingested again after a switch.
 *
 * @param tenant      part of every key, except in the first key format
 * @param firstFormat {@code useV1KeyFormat}: the partial key leaves the tenant out
 */
public record ContentKeys(String tenant, boolean firstFormat) {

    /** {@code <tenant>/<spaceId>_<spaceKey>}, or without the tenant in the first format. */
    public String partialKey(Space space) {
        String key = space.id() + "_" + space.key();
        return firstFormat ? key : tenant + "/" + key;
    }

    public String key(Space space, String itemId) {
        return partialKey(space) + "/" + itemId;
    }

    /** With the slash, or {@code ACME} would match {@code ACME2}. */
    public String prefix(Space space) {
        return partialKey(space) + "/";
    }

    /** The item id within a content key. */
    public String itemId(String contentKey) {
        return contentKey.substring(contentKey.lastIndexOf('/') + 1);
    }

    /** The mark of a space's scope: {@code confc:<tenant>:<spaceId>:<spaceKey>} (P9). */
    public String spaceMark(Space space) {
        return spaceMarkPrefix() + space.id() + ":" + space.key();
    }

    /** What every space mark of this tenant starts with. */
    public String spaceMarkPrefix() {
        return "confc:" + tenant + ":";
    }
}
