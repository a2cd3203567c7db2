package io.confluenceconnector.extension;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The metadata that an extension adds: exchange properties named {@code metadata.<name>}. */
final class MetadataFields {

    private static final String PREFIX = "metadata.";
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
    private static final Set<String> OURS = Set.of("confluenceLabels", "spaceKey", "spaceName", "versionTimestamp");
    private static final int MOST_FIELDS = 20;

    private MetadataFields() {
    }

    /** @throws ExtensionException for names and values that the platform is not to see */
    static Map<String, Object> of(ExtensionAnswer answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        new TreeMap<>(answer.properties()).forEach((property, value) -> {
            if (property.startsWith(PREFIX) && !value.toString().isBlank()) {
                fields.put(checkedName(property.substring(PREFIX.length())), checkedValue(property, value));
            }
        });
        if (fields.size() > MOST_FIELDS) {
            throw new ExtensionException(ExtensionPoint.ADD_METADATA, "set " + fields.size() + " fields; " + MOST_FIELDS + " are allowed");
        }
        return fields;
    }

    private static String checkedName(String name) {
        if (OURS.contains(name)) {
            throw new ExtensionException(ExtensionPoint.ADD_METADATA, "set the field '" + name + "', which is the connector's own");
        }
        if (!NAME.matcher(name).matches()) {
            throw new ExtensionException(ExtensionPoint.ADD_METADATA, "set a field whose name is not made of letters, digits and"
                    + " underscores, beginning with a letter, up to 64 of them");
        }
        return name;
    }

    private static Object checkedValue(String property, Object value) {
        if (isScalar(value) || value instanceof Collection<?> list && list.stream().allMatch(MetadataFields::isScalar)) {
            return value;
        }
        throw new ExtensionException(ExtensionPoint.ADD_METADATA, "set '" + property + "' to something else than text, a number,"
                + " true or false, or a list of these");
    }

    private static boolean isScalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }
}
