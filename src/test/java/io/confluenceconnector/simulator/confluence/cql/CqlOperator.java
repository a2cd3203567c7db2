package io.confluenceconnector.simulator.confluence.cql;

import java.util.EnumSet;
import java.util.Set;

/** The operators of CQL. */
enum CqlOperator {
    EQUALS("="),
    NOT_EQUALS("!="),
    IN("IN"),
    NOT_IN("NOT IN"),
    CONTAINS("~"),
    NOT_CONTAINS("!~"),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    LESS_OR_EQUAL("<=");

    static final Set<CqlOperator> EQUALITY = EnumSet.of(EQUALS, NOT_EQUALS, IN, NOT_IN);
    static final Set<CqlOperator> TEXT = EnumSet.of(CONTAINS, NOT_CONTAINS);
    static final Set<CqlOperator> EQUALITY_AND_TEXT = EnumSet.of(
            EQUALS, NOT_EQUALS, IN, NOT_IN, CONTAINS, NOT_CONTAINS);
    static final Set<CqlOperator> ORDERING = EnumSet.of(
            EQUALS, NOT_EQUALS, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL);

    private final String symbol;

    CqlOperator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    boolean negated() {
        return this == NOT_EQUALS || this == NOT_IN || this == NOT_CONTAINS;
    }

    static CqlOperator ofSymbol(String symbol) {
        for (CqlOperator operator : values()) {
            if (operator.symbol.equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalArgumentException("no operator " + symbol);
    }
}
