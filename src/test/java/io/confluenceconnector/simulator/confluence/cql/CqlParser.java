package io.confluenceconnector.simulator.confluence.cql;

import io.confluenceconnector.simulator.confluence.cql.CqlLexer.Kind;
import io.confluenceconnector.simulator.confluence.cql.CqlLexer.Token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Recursive descent over the tokens of one query. */
final class CqlParser {

    private static final Set<String> RESERVED = Set.of("AND", "OR", "NOT", "IN", "ORDER", "BY", "ASC", "DESC");

    private final String cql;
    private final CqlDialect dialect;
    private final CqlDates dates;
    private final List<Token> tokens;
    private int position;
    private int clauses;

    CqlParser(String cql, CqlDialect dialect, Instant now) {
        this.cql = cql;
        this.dialect = dialect;
        this.dates = new CqlDates(cql, dialect.zone(), now);
        this.tokens = new CqlLexer(cql).tokens();
    }

    CqlQuery parse() {
        CqlCondition where = or();
        List<CqlOrder> order = orderBy();
        if (peek().kind() != Kind.END) {
            throw unexpected(peek());
        }
        dialect.checkClauses(clauses);
        return new CqlQuery(where, order);
    }

    private CqlCondition or() {
        List<CqlCondition> parts = new ArrayList<>(List.of(and()));
        while (skipWord("OR")) {
            parts.add(and());
        }
        return parts.size() == 1 ? parts.get(0) : new CqlCondition.Or(parts);
    }

    private CqlCondition and() {
        List<CqlCondition> parts = new ArrayList<>(List.of(not()));
        while (skipWord("AND")) {
            parts.add(not());
        }
        return parts.size() == 1 ? parts.get(0) : new CqlCondition.And(parts);
    }

    private CqlCondition not() {
        if (skipWord("NOT")) {
            return new CqlCondition.Not(not());
        }
        if (peek().kind() == Kind.OPEN) {
            next();
            CqlCondition inner = or();
            expect(Kind.CLOSE);
            return inner;
        }
        return clause();
    }

    private CqlCondition clause() {
        Token name = expect(Kind.WORD);
        CqlField field = CqlField.named(name.text()).orElseThrow(() -> unexpected(name));
        CqlOperator operator = operator();
        if (!field.allows(operator)) {
            throw CqlException.badQuery(cql, "field " + name.text() + " does not support " + operator.symbol());
        }
        if (field.takesDates()) {
            clauses++;
            return new CqlCondition.Compared(field, operator, date());
        }
        boolean list = operator == CqlOperator.IN || operator == CqlOperator.NOT_IN;
        Set<String> values = list ? values(field) : Set.of(value(field));
        return operator == CqlOperator.CONTAINS || operator == CqlOperator.NOT_CONTAINS
                ? new CqlCondition.Contains(field, operator.negated(), CqlWords.of(values.iterator().next()))
                : new CqlCondition.OneOf(field, operator.negated(), values);
    }

    private CqlOperator operator() {
        Token token = next();
        if (token.kind() == Kind.OPERATOR) {
            return CqlOperator.ofSymbol(token.text());
        }
        if (token.isWord("IN")) {
            return CqlOperator.IN;
        }
        if (token.isWord("NOT") && skipWord("IN")) {
            return CqlOperator.NOT_IN;
        }
        throw unexpected(token);
    }

    private Set<String> values(CqlField field) {
        Set<String> values = new LinkedHashSet<>();
        expect(Kind.OPEN);
        do {
            values.add(value(field));
        } while (skip(Kind.COMMA));
        expect(Kind.CLOSE);
        return values;
    }

    private String value(CqlField field) {
        clauses++;
        Token token = next();
        boolean bareWord = token.kind() == Kind.WORD && !RESERVED.contains(token.text().toUpperCase(Locale.ROOT));
        if (token.kind() != Kind.QUOTED && !bareWord) {
            throw unexpected(token);
        }
        return checked(field, token.text());
    }

    private String checked(CqlField field, String value) {
        if (field == CqlField.TYPE) {
            return dialect.contentType(cql, value);
        }
        if (field == CqlField.SPACE_TYPE && !dialect.knowsSpaceType(value)) {
            throw CqlException.badQuery(cql, "unknown space type " + value);
        }
        if (field.takesIds() && !value.matches("\\d{1,19}")) {
            throw CqlException.badQuery(cql, "id is not a number: " + value);
        }
        return value;
    }

    private Instant date() {
        Token token = next();
        if (token.kind() == Kind.QUOTED) {
            return dates.literal(token.text());
        }
        if (token.kind() != Kind.WORD) {
            throw unexpected(token);
        }
        expect(Kind.OPEN);
        Optional<String> argument =
                peek().kind() == Kind.QUOTED ? Optional.of(next().text()) : Optional.empty();
        expect(Kind.CLOSE);
        return dates.function(token.text(), argument);
    }

    private List<CqlOrder> orderBy() {
        if (!skipWord("ORDER")) {
            return List.of();
        }
        if (!skipWord("BY")) {
            throw unexpected(peek());
        }
        List<CqlOrder> order = new ArrayList<>();
        do {
            Token name = expect(Kind.WORD);
            CqlField field = CqlField.named(name.text()).filter(CqlField::sortable)
                    .orElseThrow(() -> unexpected(name));
            boolean descending = skipWord("DESC");
            if (!descending) {
                skipWord("ASC");
            }
            order.add(new CqlOrder(field, descending));
        } while (skip(Kind.COMMA));
        return order;
    }

    private Token peek() {
        return tokens.get(position);
    }

    private Token next() {
        Token token = tokens.get(position);
        if (token.kind() != Kind.END) {
            position++;
        }
        return token;
    }

    private boolean skipWord(String word) {
        boolean found = peek().isWord(word);
        position += found ? 1 : 0;
        return found;
    }

    private boolean skip(Kind kind) {
        boolean found = peek().kind() == kind;
        position += found ? 1 : 0;
        return found;
    }

    private Token expect(Kind kind) {
        Token token = next();
        if (token.kind() != kind) {
            throw unexpected(token);
        }
        return token;
    }

    private CqlException unexpected(Token token) {
        return CqlException.badQuery(cql, token.kind() == Kind.END ? "ends too early" : "unexpected " + token.text());
    }
}
