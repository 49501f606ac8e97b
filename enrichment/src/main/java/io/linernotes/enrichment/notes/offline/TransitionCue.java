package io.linernotes.enrichment.notes.offline;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Things people say where one subject ends and another begins, in English. The weights are log-odds: what finding the
 * cue in a sentence says about a chapter starting there, right after it, or with the sentence before it. How they were
 * fitted: decision 0022.
 */
enum TransitionCue {
    ORDINAL_ITEM(
            1.86,
            -0.40,
            0,
            "\\b(next|last|final|first|second|third|fourth|fifth|another|other)\\b( \\w+){0,2} (one|items?|questions?|"
                    + "topic|section|segment|part|thing|piece|subject|chapter|story|up|point|step|release|pr|news|"
                    + "episode|category|tip|example|idea|challenge|here)\\b"),
    ORDINAL_OPENING(
            1.51,
            0,
            0,
            "^(\\W|so|and|now|ok|okay|all right|alright|well|cool|great|awesome|nice|yeah|then|the|our|my)*"
                    + "\\b(next|last|lastly|finally|first|firstly|secondly|third|another)\\b"),
    MOVE(
            0.51,
            0.27,
            0,
            "\\b(mov(e|ing) (on|along|to|over)|turn(ing)? to|switch(ing)? (gears|topics?|over)|"
                    + "jump(ing)? (in|into|to|on|over|right)|div(e|ing) (in|into|right)|segue(ing|s)?|transition(ing)?|"
                    + "onto|shift(ing)? gears|circle back|come back to|before we|wrap(ping)? up|"
                    + "go(ing)? (on|back|over) to)\\b"),
    PROPOSAL(
            0.79,
            0.48,
            -0.25,
            "\\b(let's|let us|lets|why don't we|shall we|we can|we could|we should|we'll|we're gonna|we're going to|"
                    + "i want to|i wanted to|i'd like to|i'd love to) (\\w+ )?(talk|start|get|go|move|jump|dive|begin|"
                    + "do|discuss|turn|look|see|take|keep|switch|chat|hear|ask|touch|cover|hit|say|bring)\\b"),
    ANNOUNCEMENT(
            0.85,
            0,
            0,
            "\\b(talk(ing)?|chat|discuss(ing)?|tell (me|us)|hear|ask(ing)? you|question) (\\w+ )?"
                    + "(about|more|how|what|is)\\b|\\btell (me|us)\\b|\\bwhat about\\b|\\bhow about\\b|"
                    + "\\bspeaking of\\b|\\bas for\\b|\\bin terms of\\b|\\bwhen it comes to\\b|\\brelated to\\b|"
                    + "\\bregarding\\b|\\bon (the )?topic\\b"),
    PRESENTATION(
            0.63,
            0,
            0.30,
            "\\b(we have|we've got|we got|there's also|there is also|here is|here's|comes? from|titled|called)\\b"),
    WELCOME(0.44, 0, 0, "\\b(welcome|hello|today|this week|this episode|joining|introduce|my name)\\b"),
    CHAPTER(
            4.0,
            0,
            0,
            "^(chapter|part|book) (\\d+|[ivxl]+|one|two|three|four|five|six|seven|eight|nine|ten|"
                    + "eleven|twelve|\\w+teen|twenty|thirty|forty|fifty)\\b"),
    OPEN_QUESTION(0.34, 0, 0, "\\b(what|how|why|who|where|when)\\b.*\\?"),
    QUESTION(0.34, -0.52, 0.37, "\\?"),
    THANKS(0, 0.34, 0, "\\b(thanks|thank you|appreciate)\\b"),
    AGREEMENT(0, 0.24, 0, "^(\\w+[.,!]? )?(okay|ok|all right|alright|right|well|now|anyway|anyways)\\b"),
    ACKNOWLEDGEMENT(
            -0.23,
            0,
            0,
            "^(cool|great|awesome|nice|perfect|excellent|good|interesting|wow|yeah|yes|sure|absolutely|exactly|"
                    + "true)\\b"),
    ADVERTISING(
            -0.32,
            0,
            -0.26,
            "\\b(sponsor(s|ed|ing)?|brought to you|coupon|promo code|sign up|check (it|them) out|use (the )?code|"
                    + "\\.com|free trial)\\b"),
    CONTINUATION(-0.86, 0, 0, "^(but|because|or|which|that|it|he|she|they|then|like|also|if|you know)\\b");

    private final double here;
    private final double afterwards;
    private final double before;
    private final Pattern pattern;

    TransitionCue(double here, double afterwards, double before, String pattern) {
        this.here = here;
        this.afterwards = afterwards;
        this.before = before;
        this.pattern = Pattern.compile(pattern);
    }

    /** What finding it in a sentence says about a chapter that starts with this sentence. */
    double here() {
        return here;
    }

    /** What it says about a chapter that starts with the next sentence. */
    double afterwards() {
        return afterwards;
    }

    /** What it says about a chapter that started with the sentence before. */
    double before() {
        return before;
    }

    /** Whether a text, prepared by {@link #prepared}, holds it. */
    boolean isIn(String prepared) {
        return pattern.matcher(prepared).find();
    }

    static String prepared(String text) {
        return text.toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    /** Whether hosts, who lead from subject to subject, say it more than their guests. */
    boolean isLeading() {
        return switch (this) {
            case ORDINAL_ITEM, ORDINAL_OPENING, MOVE, PROPOSAL, ANNOUNCEMENT -> true;
            default -> false;
        };
    }
}
