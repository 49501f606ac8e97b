package io.linernotes.enrichment.notes.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up a run of English number words. */
final class EnglishNumerals {
    private static final List<String> BELOW_TWENTY = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen");
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final List<String> ORDINALS = List.of(
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth");

    private final List<Long> finished;
    private long total;
    private long current;
    private boolean open;
    private long before;

    /** @param finished receives each number when its run ends */
    EnglishNumerals(List<Long> finished) {
        this.finished = finished;
    }

    static Map<String, Integer> small() {
        Map<String, Integer> small = new HashMap<>();
        for (int i = 0; i < BELOW_TWENTY.size(); i++) {
            small.put(BELOW_TWENTY.get(i), i);
        }
        for (int i = 0; i < TENS.size(); i++) {
            small.put(TENS.get(i), 20 + 10 * i);
        }
        return small;
    }

    static Map<String, Integer> ordinals() {
        Map<String, Integer> ordinals = new HashMap<>();
        for (int i = 0; i < ORDINALS.size(); i++) {
            ordinals.put(ORDINALS.get(i), i + 1);
        }
        return ordinals;
    }

    /** A number below a hundred: it joins the run if its place is free, and opens a new one if not. */
    void add(int number) {
        long taken = current % 100;
        boolean free = taken == 0 || (number < 10 && taken >= 20 && taken % 10 == 0);
        if (open && !free) {
            long previous = total + current;
            finish();
            before = previous;
        }
        current += number;
        open = true;
    }

    void hundred() {
        current = Math.max(1, current) * 100;
        open = true;
    }

    void scale(long scale) {
        total += Math.max(1, current) * scale;
        current = 0;
        open = true;
    }

    /** A word that is no number. */
    void end() {
        finish();
        before = 0;
    }

    private void finish() {
        if (open) {
            long number = total + current;
            finished.add(number);
            if (before >= 10 && before < 100 && number >= 10 && number < 100) {
                // A year: nineteen eighty-four.
                finished.add(before * 100 + number);
            }
        }
        total = 0;
        current = 0;
        open = false;
    }
}
