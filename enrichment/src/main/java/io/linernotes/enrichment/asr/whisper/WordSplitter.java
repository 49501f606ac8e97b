package io.linernotes.enrichment.asr.whisper;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a token sequence into words: {@code split_to_word_tokens} of openai/whisper {@code tokenizer.py}. */
final class WordSplitter {
    /** Written without spaces: every character is a word. */
    private static final Set<String> UNSPACED = Set.of("zh", "ja", "th", "lo", "my", "yue");

    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final char INCOMPLETE = '\uFFFD';

    private final WhisperTokenizer tokenizer;

    WordSplitter(WhisperTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /**
     * A word and the tokens that make it.
     *
     * @param text with its leading space
     * @param tokens number of tokens
     */
    record Piece(String text, int tokens) {}

    /** Words of text tokens, in order. */
    List<Piece> split(List<Integer> tokens, String language) {
        List<Piece> characters = splitOnCharacters(tokens);
        return UNSPACED.contains(language) ? characters : joinedOnSpaces(characters);
    }

    /** Groups tokens until their bytes are whole characters. */
    private List<Piece> splitOnCharacters(List<Integer> tokens) {
        String full = tokenizer.decode(tokens);
        List<Piece> pieces = new ArrayList<>();
        int offset = 0;
        int start = 0;
        for (int end = 1; end <= tokens.size(); end++) {
            String text = tokenizer.decode(tokens.subList(start, end));
            int incomplete = text.indexOf(INCOMPLETE);
            int at = offset + incomplete;
            if (incomplete < 0 || (at < full.length() && full.charAt(at) == INCOMPLETE) || end == tokens.size()) {
                pieces.add(new Piece(text, end - start));
                offset += text.length();
                start = end;
            }
        }
        return pieces;
    }

    private static List<Piece> joinedOnSpaces(List<Piece> characters) {
        List<Piece> words = new ArrayList<>();
        for (Piece piece : characters) {
            boolean begins = piece.text.startsWith(" ") || PUNCTUATION.contains(piece.text.strip());
            if (begins || words.isEmpty()) {
                words.add(piece);
            } else {
                Piece before = words.remove(words.size() - 1);
                words.add(new Piece(before.text + piece.text, before.tokens + piece.tokens));
            }
        }
        return words;
    }
}
