package io.linernotes.evaluation.metric.text;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** English words that take part in numbers. */
final class NumberWords {
    static final Set<String> ZEROS = Set.of("o", "oh", "zero");
    static final Map<String, Integer> ONES = new HashMap<>();
    static final Map<String, Integer> TENS = new HashMap<>();
    static final Map<String, BigInteger> MULTIPLIERS = new HashMap<>();
    /** Plurals and ordinals: {@code sixes} is 6 and "s", {@code fifth} is 5 and "th". */
    static final Map<String, Ending> ONES_WITH_ENDING = new HashMap<>();

    static final Map<String, Ending> TENS_WITH_ENDING = new HashMap<>();
    static final Map<String, Ending> MULTIPLIERS_WITH_ENDING = new HashMap<>();
    static final Map<String, String> SIGNS_BEFORE = Map.of("minus", "-", "negative", "-", "plus", "+", "positive", "+");
    static final Map<String, String> CURRENCIES_AFTER = Map.of(
            "pound", "£", "pounds", "£", "euro", "€", "euros", "€", "dollar", "$", "dollars", "$", "cent", "¢", "cents",
            "¢");
    static final Set<String> PER_CENT = Set.of("per", "percent");
    static final Set<String> SPECIALS = Set.of("and", "double", "triple", "point");
    static final String SIGNS = "-+£€$¢";
    private static final Set<String> ALL = new HashSet<>();

    static {
        List<String> ones = List.of(
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
        Map<String, String> irregular =
                Map.of("one", "first", "two", "second", "three", "third", "five", "fifth", "twelve", "twelfth");
        ONES_WITH_ENDING.put("zeroth", new Ending(BigInteger.ZERO, "th"));
        for (int i = 0; i < ones.size(); i++) {
            String name = ones.get(i);
            BigInteger value = BigInteger.valueOf(i + 1L);
            ONES.put(name, i + 1);
            ONES_WITH_ENDING.put(name.equals("six") ? "sixes" : name + "s", new Ending(value, "s"));
            String ordinal = irregular.getOrDefault(name, name + (name.endsWith("t") ? "h" : "th"));
            ONES_WITH_ENDING.put(ordinal, new Ending(value, i < 3 ? ordinal.substring(ordinal.length() - 2) : "th"));
        }
        List<String> tens = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
        for (int i = 0; i < tens.size(); i++) {
            String stem = tens.get(i).substring(0, tens.get(i).length() - 1);
            int value = 10 * (i + 2);
            TENS.put(tens.get(i), value);
            TENS_WITH_ENDING.put(stem + "ies", new Ending(BigInteger.valueOf(value), "s"));
            TENS_WITH_ENDING.put(stem + "ieth", new Ending(BigInteger.valueOf(value), "th"));
        }
        List<String> multipliers = List.of(
                "thousand",
                "million",
                "billion",
                "trillion",
                "quadrillion",
                "quintillion",
                "sextillion",
                "septillion",
                "octillion",
                "nonillion",
                "decillion");
        multiplier("hundred", 2);
        for (int i = 0; i < multipliers.size(); i++) {
            multiplier(multipliers.get(i), 3 * (i + 1));
        }
        List.of(
                        ZEROS,
                        ONES.keySet(),
                        ONES_WITH_ENDING.keySet(),
                        TENS.keySet(),
                        TENS_WITH_ENDING.keySet(),
                        MULTIPLIERS.keySet(),
                        MULTIPLIERS_WITH_ENDING.keySet(),
                        SIGNS_BEFORE.keySet(),
                        CURRENCIES_AFTER.keySet(),
                        PER_CENT,
                        SPECIALS)
                .forEach(ALL::addAll);
    }

    private NumberWords() {}

    /** Whether the word may be part of a number. */
    static boolean contains(String word) {
        return ALL.contains(word);
    }

    /** Whether the word may follow "point". */
    static boolean isDigitWord(String word) {
        return ONES.containsKey(word) || TENS.containsKey(word) || ZEROS.contains(word);
    }

    private static void multiplier(String name, int power) {
        BigInteger value = BigInteger.TEN.pow(power);
        MULTIPLIERS.put(name, value);
        MULTIPLIERS_WITH_ENDING.put(name + "s", new Ending(value, "s"));
        MULTIPLIERS_WITH_ENDING.put(name + "th", new Ending(value, "th"));
    }

    /** A number word that ends its number. */
    record Ending(BigInteger value, String letters) {}
}
