package io.confluenceconnector.simulator.confluence.cql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a query into tokens. */
final class CqlLexer {

    /** What a token is. */
    enum Kind { WORD, QUOTED, OPERATOR, OPEN, CLOSE, COMMA, END }

    /** One token; a quoted one holds its text with the escapes resolved. */
    record Token(Kind kind, String text) {
        boolean isWord(String word) {
            return kind == Kind.WORD && text.toUpperCase(Locale.ROOT).equals(word);
        }
    }

    private final String cql;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    CqlLexer(String cql) {
        this.cql = cql;
    }

    List<Token> tokens() {
        while (position < cql.length()) {
            char character = cql.charAt(position);
            if (Character.isWhitespace(character)) {
                position++;
            } else if (character == '"' || character == '\'') {
                tokens.add(quoted(character));
            } else if (isWordCharacter(character)) {
                tokens.add(word());
            } else {
                tokens.add(symbol(character));
            }
        }
        tokens.add(new Token(Kind.END, ""));
        return tokens;
    }

    private Token quoted(char quote) {
        StringBuilder text = new StringBuilder();
        for (position++; position < cql.length(); position++) {
            char character = cql.charAt(position);
            if (character == quote) {
                position++;
                return new Token(Kind.QUOTED, text.toString());
            }
            if (character == '\\' && ++position >= cql.length()) {
                break;
            }
            text.append(cql.charAt(position));
        }
        throw CqlException.badQuery(cql, "quote is not closed");
    }

    private Token word() {
        int start = position;
        while (position < cql.length() && isWordCharacter(cql.charAt(position))) {
            position++;
        }
        return new Token(Kind.WORD, cql.substring(start, position));
    }

    private Token symbol(char character) {
        position++;
        return switch (character) {
            case '(' -> new Token(Kind.OPEN, "(");
            case ')' -> new Token(Kind.CLOSE, ")");
            case ',' -> new Token(Kind.COMMA, ",");
            case '=', '~' -> new Token(Kind.OPERATOR, String.valueOf(character));
            case '>', '<' -> new Token(Kind.OPERATOR, nextIs('=') ? character + "=" : String.valueOf(character));
            case '!' -> new Token(Kind.OPERATOR, negated());
            default -> throw CqlException.badQuery(cql, "unexpected " + character + "; values are quoted");
        };
    }

    private String negated() {
        if (nextIs('=')) {
            return "!=";
        }
        if (nextIs('~')) {
            return "!~";
        }
        throw CqlException.badQuery(cql, "unexpected !");
    }

    private boolean nextIs(char expected) {
        if (position < cql.length() && cql.charAt(position) == expected) {
            position++;
            return true;
        }
        return false;
    }

    private static boolean isWordCharacter(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '.';
    }
}
