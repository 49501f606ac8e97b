package io.linernotes.evaluation.metric.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Walks over words and writes numbers as digits. The number so far is either a whole number that may still grow by
 * addition and multiplication ("three hundred"), or a row of digits that only grows at its end ("nine one one").
 */
final class NumberPhrases {
    private static final Pattern NUMBER = WhisperText.unicode("\\d+(\\.\\d+)?");
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    private final List<String> words;
    private final List<String> written = new ArrayList<>();
    private @Nullable BigInteger whole;
    private @Nullable String digits;
    private String prefix = "";
    private boolean skipNext;

    NumberPhrases(List<String> words) {
        this.words = words;
    }

    List<String> write() {
        for (int i = 0; i < words.size(); i++) {
            if (skipNext) {
                skipNext = false;
                continue;
            }
            String previous = i == 0 ? "" : words.get(i - 1);
            String next = i + 1 == words.size() ? "" : words.get(i + 1);
            word(previous, words.get(i), next);
        }
        flush();
        return written;
    }

    private void word(String previous, String word, String next) {
        boolean signed = NumberWords.SIGNS.indexOf(word.codePointAt(0)) >= 0;
        String unsigned = signed ? word.substring(1) : word;
        if (NUMBER.matcher(unsigned).matches()) {
            arabic(word, unsigned, signed);
        } else if (!NumberWords.contains(word)) {
            plain(word);
        } else if (NumberWords.ZEROS.contains(word)) {
            becomeDigits(soFarUnlessZero() + "0");
        } else if (NumberWords.ONES.containsKey(word)) {
            small(previous, NumberWords.ONES.getOrDefault(word, 0));
        } else if (NumberWords.ONES_WITH_ENDING.containsKey(word)) {
            NumberWords.Ending ending = NumberWords.ONES_WITH_ENDING.get(word);
            small(previous, ending.value().intValue());
            flush(ending.letters());
        } else if (NumberWords.TENS.containsKey(word)) {
            ten(NumberWords.TENS.getOrDefault(word, 0));
        } else if (NumberWords.TENS_WITH_ENDING.containsKey(word)) {
            NumberWords.Ending ending = NumberWords.TENS_WITH_ENDING.get(word);
            ten(ending.value().intValue());
            flush(ending.letters());
        } else if (NumberWords.MULTIPLIERS.containsKey(word)) {
            multiply(NumberWords.MULTIPLIERS.get(word));
        } else if (NumberWords.MULTIPLIERS_WITH_ENDING.containsKey(word)) {
            NumberWords.Ending ending = NumberWords.MULTIPLIERS_WITH_ENDING.get(word);
            multiply(ending.value());
            flush(ending.letters());
        } else {
            aroundNumber(previous, word, next);
        }
    }

    private void arabic(String word, String unsigned, boolean signed) {
        if (digits != null && digits.endsWith(".")) {
            digits = digits + word;
            return;
        }
        flush();
        if (signed) {
            prefix = word.substring(0, 1);
        }
        BigDecimal value = new BigDecimal(unsigned);
        if (value.stripTrailingZeros().scale() <= 0) {
            whole = value.toBigIntegerExact();
        } else {
            digits = unsigned;
        }
    }

    /** One to nineteen: added where there is room, else written behind. */
    private void small(String previous, int value) {
        if (empty()) {
            whole = BigInteger.valueOf(value);
        } else if (digits != null || NumberWords.ONES.containsKey(previous)) {
            String soFar = text();
            boolean inPlaceOfZero = NumberWords.TENS.containsKey(previous) && value < 10;
            becomeDigits((inPlaceOfZero ? soFar.substring(0, soFar.length() - 1) : soFar) + value);
        } else {
            addOrAppend(value, value < 10 ? 10 : 100);
        }
    }

    private void ten(int value) {
        if (empty()) {
            whole = BigInteger.valueOf(value);
        } else if (digits != null) {
            becomeDigits(digits + value);
        } else {
            addOrAppend(value, 100);
        }
    }

    private void addOrAppend(int value, int room) {
        if (whole != null && whole.mod(BigInteger.valueOf(room)).signum() == 0) {
            whole = whole.add(BigInteger.valueOf(value));
        } else {
            becomeDigits(text() + value);
        }
    }

    private void multiply(BigInteger multiplier) {
        if (empty()) {
            whole = multiplier;
        } else if (digits != null) {
            BigInteger product = wholeProduct(digits, multiplier);
            if (product == null) {
                flush();
                whole = multiplier;
            } else {
                becomeWhole(product);
            }
        } else if (whole != null) {
            BigInteger rest = whole.mod(THOUSAND);
            whole = whole.subtract(rest).add(rest.multiply(multiplier));
        }
    }

    private static @Nullable BigInteger wholeProduct(String digits, BigInteger multiplier) {
        try {
            BigDecimal product = new BigDecimal(digits).multiply(new BigDecimal(multiplier));
            return product.stripTrailingZeros().scale() <= 0 ? product.toBigIntegerExact() : null;
        } catch (NumberFormatException e) {
            // Rows such as "1.2.3" are no numbers: they stay as they are.
            return null;
        }
    }

    private void aroundNumber(String previous, String word, String next) {
        if (NumberWords.SIGNS_BEFORE.containsKey(word)) {
            flush();
            if (numeric(next)) {
                prefix = NumberWords.SIGNS_BEFORE.getOrDefault(word, "");
            } else {
                plain(word);
            }
        } else if (NumberWords.CURRENCIES_AFTER.containsKey(word)) {
            if (empty()) {
                plain(word);
            } else {
                prefix = NumberWords.CURRENCIES_AFTER.getOrDefault(word, "");
                flush();
            }
        } else if (NumberWords.PER_CENT.contains(word)) {
            perCent(word, next);
        } else if (!numeric(next)) {
            plain(word);
        } else {
            special(previous, word, next);
        }
    }

    private void perCent(String word, String next) {
        boolean twoWords = word.equals("per") && next.equals("cent");
        if (empty() || (word.equals("per") && !twoWords)) {
            plain(word);
        } else {
            flush("%");
            skipNext = twoWords;
        }
    }

    private void special(String previous, String word, String next) {
        switch (word) {
            case "and" -> {
                // Dropped after "hundred" and the like.
                if (!NumberWords.MULTIPLIERS.containsKey(previous)) {
                    plain(word);
                }
            }
            case "point" -> {
                if (NumberWords.isDigitWord(next) || NUMBER.matcher(next).matches()) {
                    becomeDigits(soFarUnlessZero() + ".");
                }
            }
            default -> {
                if (NumberWords.ONES.containsKey(next) || NumberWords.ZEROS.contains(next)) {
                    String digit = String.valueOf(NumberWords.ONES.getOrDefault(next, 0));
                    becomeDigits(soFarUnlessZero() + digit.repeat(word.equals("double") ? 2 : 3));
                    skipNext = true;
                } else {
                    plain(word);
                }
            }
        }
    }

    private static boolean numeric(String word) {
        return NumberWords.contains(word) || NUMBER.matcher(word).matches();
    }

    private void plain(String word) {
        flush();
        written.add(prefix + word);
        prefix = "";
    }

    private void flush() {
        if (!empty()) {
            flush("");
        }
    }

    private void flush(String ending) {
        written.add(prefix + text() + ending);
        prefix = "";
        whole = null;
        digits = null;
    }

    private boolean empty() {
        return whole == null && digits == null;
    }

    private String text() {
        return digits != null ? digits : String.valueOf(whole);
    }

    /** A number that is zero is dropped when digits follow: "oh" starts a row, a computed zero does not. */
    private String soFarUnlessZero() {
        if (digits != null) {
            return digits;
        }
        return whole == null || whole.signum() == 0 ? "" : whole.toString();
    }

    private void becomeDigits(String row) {
        whole = null;
        digits = row;
    }

    private void becomeWhole(BigInteger value) {
        whole = value;
        digits = null;
    }
}
