package io.linernotes.enrichment.transcript.file;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.PlainText;
import io.linernotes.enrichment.transcript.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The text of a cue: voices to speakers, other markup removed, character references resolved. */
final class CueText {
    /** {@code <v Name>}, {@code <v.class Name>}; the name ends at the bracket. */
    private static final Pattern VOICE = Pattern.compile("<v(?:\\.[^\\s>]*)?\\s+([^<>]*)>");

    /** Tags and time stamps of WebVTT and the few of HTML that SRT uses; a lone bracket is text. */
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>|</>|<\\d[\\d:.]*>|\\{\\\\[^{}]*}");

    private static final Pattern REFERENCE = Pattern.compile("&(#\\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z]{2,6});");

    private CueText() {}

    /** One segment per voice; where a cue has several, its time is shared out by characters. */
    static List<Segment> segments(TimeRange range, String markup) {
        List<@Nullable String> speakers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        Matcher voice = VOICE.matcher(markup);
        String speaker = null;
        int from = 0;
        while (voice.find()) {
            add(speakers, texts, speaker, markup.substring(from, voice.start()));
            String name = plain(voice.group(1));
            speaker = name.isEmpty() ? null : name;
            from = voice.end();
        }
        add(speakers, texts, speaker, markup.substring(from));
        return timed(range, speakers, texts);
    }

    private static void add(
            List<@Nullable String> speakers, List<String> texts, @Nullable String speaker, String markup) {
        String text = plain(markup);
        if (!text.isEmpty()) {
            speakers.add(speaker);
            texts.add(text);
        }
    }

    private static List<Segment> timed(TimeRange range, List<@Nullable String> speakers, List<String> texts) {
        long characters = texts.stream().mapToLong(String::length).sum();
        List<Segment> segments = new ArrayList<>();
        long before = 0;
        for (int i = 0; i < texts.size(); i++) {
            long after = before + texts.get(i).length();
            TimeRange part = new TimeRange(
                    range.startMs() + range.durationMs() * before / characters,
                    range.startMs() + range.durationMs() * after / characters);
            segments.add(segment(part, texts.get(i), speakers.get(i)));
            before = after;
        }
        return segments;
    }

    static Segment segment(TimeRange range, String text, @Nullable String speaker) {
        return new Segment(range, text, List.of(), speaker, null, List.of());
    }

    /** Text without markup, on one line. */
    private static String plain(String markup) {
        String untagged = TAG.matcher(markup).replaceAll("");
        return PlainText.oneLine(REFERENCE.matcher(untagged).replaceAll(CueText::character));
    }

    private static String character(MatchResult reference) {
        String name = reference.group(1);
        String resolved = switch (name) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            case "nbsp", "lrm", "rlm" -> " ";
            default -> name.startsWith("#") ? numbered(name) : reference.group();
        };
        return Matcher.quoteReplacement(resolved);
    }

    private static String numbered(String name) {
        boolean hexadecimal = Character.toLowerCase(name.charAt(1)) == 'x';
        int codePoint = hexadecimal ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        boolean character = Character.isValidCodePoint(codePoint)
                && !Character.isISOControl(codePoint)
                && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
        return character ? Character.toString(codePoint) : " ";
    }
}
