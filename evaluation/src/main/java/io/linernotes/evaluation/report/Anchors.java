package io.linernotes.evaluation.report;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What others reach, as published or as measured with their outputs. */
final class Anchors {
    private static final Map<String, String> KNOWN = Map.of(
            "syntax-podcast boundary_f1_5s", "0.17: notes that a language model wrote for the show, 388 episodes",
            "syntax-podcast boundary_f1_15s", "0.30: the same",
            "syntax-podcast boundary_f1_30s", "0.41: the same",
            "syntax-podcast boundary_f1_60s", "0.51: the same",
            "qmsum rouge_lsum", "0.31: HMNet with gold spans, query summaries",
            "wer", "12 %: one human transcript against another");

    private Anchors() {}

    /** Empty where nothing is known. */
    static String of(@Nullable String set, String metric) {
        String known = KNOWN.get(set + " " + metric);
        return known != null ? known : KNOWN.getOrDefault(metric, "");
    }

    /** A name as an anchor of the page. */
    static String id(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
