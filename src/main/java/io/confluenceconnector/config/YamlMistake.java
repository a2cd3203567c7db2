package io.confluenceconnector.config;

import java.util.List;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/**
 * Why a text is not YAML, in words of our own: those of the parser quote the text, which may hold a secret (S7).
 *
 * @param problem what the parser stumbled over; continues "not valid YAML"
 */
public record YamlMistake(String problem, String remedy) {

    /** @param trace what the parser says of such a mistake */
    private record Known(String trace, YamlMistake mistake) {
        Known(String trace, String problem, String remedy) {
            this(trace, new YamlMistake(problem, remedy));
        }
    }

    private static final List<Known> KNOWN = List.of(
            new Known("\\t(TAB)", "a tab stands where only blanks may", "Indent by blanks"),
            new Known("alias", "a value begins with an asterisk", "Put the value into quotes, for example \"*/15 * * * *\""),
            new Known("cannot start any token", "a value begins with a character that has a meaning of its own", "Put the value into quotes"),
            new Known("unexpected end of stream", "a quote is opened and not closed", "Close it"),
            new Known("mapping values are not allowed", "a colon stands where no field can be",
                    "Check the indentation of this line, and put a value with a colon into quotes"),
            new Known("flow", "a bracket or brace is opened and not closed", "Close it, or put the value into quotes"),
            new Known("could not find expected ':'", "a field has no colon", "Write a colon and a blank after its name"),
            new Known("expected <block end>", "the line is not indented as the ones before it",
                    "Indent all fields of an object by the same number of blanks"));

    private static final YamlMistake OTHER = new YamlMistake("the parser does not understand this line",
            "Check indentation (blanks, no tabs), the blank after each colon, and quotes");

    public static YamlMistake of(MarkedYamlEngineException failure) {
        String told = failure.getContext() + " " + failure.getProblem();
        return KNOWN.stream().filter(known -> told.contains(known.trace())).map(Known::mistake).findFirst().orElse(OTHER);
    }
}
