package io.confluenceconnector.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The instructions of a Dockerfile, stage by stage. */
record Dockerfile(List<Stage> stages) {

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(\\S+)");

    /** One line: {@code KEYWORD --flag … arguments}, continuation lines joined. */
    record Instruction(String keyword, List<String> flags, String arguments) {

        static Instruction of(String line) {
            String[] parts = line.split("\\s+", 2);
            List<String> flags = Stream.of(parts[1].split("\\s+")).takeWhile(word -> word.startsWith("--")).toList();
            String arguments = parts[1];
            for (String flag : flags) {
                arguments = arguments.replace(flag, "");
            }
            return new Instruction(parts[0], flags, arguments.strip());
        }

        /** The words of the exec form. @throws JsonProcessingException if it is a shell form */
        List<String> words() throws JsonProcessingException {
            return List.of(new ObjectMapper().readValue(arguments, String[].class));
        }
    }

    /** From one {@code FROM} to the next. */
    record Stage(String base, List<Instruction> instructions) {

        List<Instruction> all(String keyword) {
            return instructions.stream().filter(instruction -> instruction.keyword().equals(keyword)).toList();
        }

        Instruction last(String keyword) {
            return all(keyword).stream().reduce((earlier, later) -> later).orElseThrow();
        }

        Map<String, String> environment() {
            return all("ENV").stream().flatMap(each -> ASSIGNMENT.matcher(each.arguments()).results())
                    .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2), (one, other) -> other,
                            LinkedHashMap::new));
        }

        /** What a container of it starts. */
        List<String> startCommand() throws JsonProcessingException {
            return Stream.of(last("ENTRYPOINT").words(), last("CMD").words()).flatMap(List::stream).toList();
        }
    }

    static Dockerfile read() throws IOException {
        String text = Files.readString(Path.of("Dockerfile")).replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", " ");
        List<Stage> stages = new ArrayList<>();
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            Instruction instruction = Instruction.of(line);
            if (instruction.keyword().equals("FROM")) {
                stages.add(new Stage(instruction.arguments().split(" ")[0], new ArrayList<>()));
            }
            stages.get(stages.size() - 1).instructions().add(instruction);
        }
        return new Dockerfile(stages);
    }

    Stage build() {
        return stages.get(0);
    }

    /** The stage that becomes the image. */
    Stage image() {
        return stages.get(stages.size() - 1);
    }
}
