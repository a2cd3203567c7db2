package io.confluenceconnector.fuzz;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Pseudo-random texts made of parts that mean something and of characters that break it. */
public final class Fuzz {

    private static final long SEED = Long.getLong("fuzz.seed", 20_261_125L);
    private static final int TIMES = Integer.getInteger("fuzz.times", 1);
    private static final String BREAKING = "\0\t\r\n \"'<>&\\/%;:@?#[]{}|^`\u007f\u0085\u00a0\u00ad\u200b\u202e\u2028\ufeff\uffff\ud83d\udc00é日İſK";

    private Fuzz() {
    }

    /**
     * Hands so many texts to a check, {@code fuzz.times} times as many on demand.
     *
     * @param parts what texts are made of, besides single characters
     * @throws AssertionError with the round's seed and its text, when the check fails
     */
    public static void each(int rounds, List<String> parts, Consumer<String> check) {
        IntStream.range(0, Math.multiplyExact(rounds, TIMES)).forEach(round -> {
            String text = text(new Random(SEED + round), parts);
            try {
                check.accept(text);
            } catch (RuntimeException | AssertionError | StackOverflowError e) {
                throw new AssertionError("-Dfuzz.seed=" + (SEED + round) + ", first text: " + printable(text), e);
            }
        });
    }

    private static String text(Random random, List<String> parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            text.append(random.nextInt(6) == 0 ? breaking(random) : parts.get(random.nextInt(parts.size())));
        }
        for (int i = random.nextInt(3); i > 0 && !text.isEmpty(); i--) {
            mutate(random, text);
        }
        return text.toString();
    }

    private static void mutate(Random random, StringBuilder text) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
            case 0 -> text.deleteCharAt(at);
            case 1 -> text.insert(at, breaking(random));
            case 2 -> text.insert(at, "%%%02x".formatted((int) text.charAt(at) & 0xff));
            default -> text.setCharAt(at, Character.isUpperCase(text.charAt(at)) ? Character.toLowerCase(text.charAt(at))
                    : Character.toUpperCase(text.charAt(at)));
        }
    }

    private static char breaking(Random random) {
        return BREAKING.charAt(random.nextInt(BREAKING.length()));
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.chars().forEach(c -> printable.append(c < 0x20 || c > 0x7e ? "\\u%04x".formatted(c) : String.valueOf((char) c)));
        return printable.toString();
    }
}
