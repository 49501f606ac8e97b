package io.linernotes.evaluation.gate;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gates in a file: HOCON, so JSON too, with one list {@code gates}. Everything that is wrong is told at once. */
public final class GateFile {
    private static final String BUNDLED = "gates/gates.conf";

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private GateFile(String file) {
        this.file = file;
    }

    /** The gates that apply where nobody asks for others. */
    public static List<Gate> bundled() {
        return new GateFile(BUNDLED).gates(ConfigFactory.parseResources(GateFile.class.getClassLoader(), BUNDLED));
    }

    /**
     * Reads gates.
     *
     * @param name how messages call the file
     * @throws EnrichmentException {@code CONFIG_INVALID} with one sentence per problem, each with file and line
     */
    public static List<Gate> read(String name, String text) {
        Config config;
        try {
            config = ConfigFactory.parseString(
                    text, ConfigParseOptions.defaults().setOriginDescription(name));
        } catch (ConfigException e) {
            int line = e.origin() == null ? 1 : e.origin().lineNumber();
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "%s, line %d: it is not valid HOCON.".formatted(name, line), e);
        }
        return new GateFile(name).gates(config);
    }

    private List<Gate> gates(Config config) {
        ConfigObject root = config.root();
        root.forEach((key, value) -> {
            if (!key.equals("gates")) {
                problem(value, "\"%s\" is not a known key".formatted(key));
            }
        });
        List<Gate> gates = new ArrayList<>();
        if (!(root.get("gates") instanceof ConfigList list) || list.isEmpty()) {
            problems.add("%s: there is no list \"gates\" with at least one gate.".formatted(file));
        } else {
            Set<String> names = new HashSet<>();
            for (ConfigValue element : list) {
                Gate gate = new GateParser(problem -> problem(element, problem)).parse(element);
                if (gate != null && !names.add(gate.name())) {
                    problem(element, "a gate named \"%s\" is there already".formatted(gate.name()));
                } else if (gate != null) {
                    gates.add(gate);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new EnrichmentException(ErrorCode.CONFIG_INVALID, String.join("\n", problems));
        }
        return List.copyOf(gates);
    }

    private void problem(ConfigValue value, String sentence) {
        problems.add("%s, line %d: %s.".formatted(file, value.origin().lineNumber(), sentence));
    }
}
