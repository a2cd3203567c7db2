package io.confluenceconnector.simulator.confluence.cql;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The fields of CQL with the operators that each allows; {@code status} is none of them (API facts 10). */
enum CqlField {
    LABEL(CqlOperator.EQUALITY, "label"),
    SPACE(CqlOperator.EQUALITY, "space", "space.key"),
    SPACE_TYPE(CqlOperator.EQUALITY, "space.type"),
    TYPE(CqlOperator.EQUALITY, "type"),
    ANCESTOR(CqlOperator.EQUALITY, "ancestor"),
    PARENT(CqlOperator.EQUALITY, "parent"),
    CONTAINER(CqlOperator.EQUALITY, "container"),
    ID(CqlOperator.EQUALITY, "id", "content"),
    TITLE(CqlOperator.EQUALITY_AND_TEXT, "title"),
    TEXT(CqlOperator.TEXT, "text"),
    CREATED(CqlOperator.ORDERING, "created"),
    LAST_MODIFIED(CqlOperator.ORDERING, "lastmodified");

    private static final Set<CqlField> IDS = Set.of(ANCESTOR, PARENT, CONTAINER, ID);
    private static final Set<CqlField> DATES = Set.of(CREATED, LAST_MODIFIED);
    private static final Set<CqlField> SORTABLE = Set.of(ID, TITLE, CREATED, LAST_MODIFIED, SPACE, TYPE);

    private final Set<CqlOperator> operators;
    private final Set<String> names;

    CqlField(Set<CqlOperator> operators, String... names) {
        this.operators = operators;
        this.names = Set.of(names);
    }

    static Optional<CqlField> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(field -> field.names.contains(lower)).findFirst();
    }

    boolean allows(CqlOperator operator) {
        return operators.contains(operator);
    }

    boolean takesIds() {
        return IDS.contains(this);
    }

    boolean takesDates() {
        return DATES.contains(this);
    }

    boolean sortable() {
        return SORTABLE.contains(this);
    }
}
