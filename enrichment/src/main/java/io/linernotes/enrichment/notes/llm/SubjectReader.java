package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.enrichment.notes.llm.Outline.IndexRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads labels of chapters and key phrases. An entry that cannot be used is left out and counted.
 *
 * @param asked the chapters that were asked about
 * @param edited whether the answer settles titles, too
 */
record SubjectReader(
        Map<String, TaxonomyLabel> taxonomy, Outline outline, IndexRange asked, boolean edited, Evidence evidence)
        implements AnswerReader<Subjects> {
    static final int MAX_PHRASES = 15;

    private static final int MAX_LABELS = 5;
    private static final int MAX_PHRASE = 60;

    @Override
    public Subjects read(JsonNode answer, Omissions omissions) throws RejectedAnswer {
        List<Topic> ofChapters = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (JsonNode entry : answer.path("chapters")) {
            int index = outline.indexOf(entry.path("chapter").asText());
            if (!asked.contains(index) || !seen.add(index)) {
                omissions.add(asked.contains(index) ? Rejection.REPEATED : Rejection.UNKNOWN_CHAPTER);
                continue;
            }
            ofChapters.addAll(labels(entry.path("labels"), index, omissions));
        }
        List<Topic> phrases = phrases(answer.path("keyPhrases"), omissions);
        if (ofChapters.isEmpty() && phrases.isEmpty()) {
            throw new RejectedAnswer(Rejection.EMPTY, "$");
        }
        List<ChapterEdit> edits = List.of();
        @Nullable String unedited = null;
        if (edited) {
            try {
                edits = ChapterEdit.read(answer.path("chapters"), outline, asked, omissions);
            } catch (RejectedAnswer e) {
                unedited = e.getMessage();
            }
        }
        return new Subjects(ofChapters, phrases, edits, unedited);
    }

    private List<Topic> labels(JsonNode entries, int index, Omissions omissions) {
        List<Topic> topics = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : entries) {
            TaxonomyLabel label = taxonomy.get(entry.path("label").asText());
            double salience = entry.path("salience").asDouble();
            if (label == null) {
                omissions.add(Rejection.UNKNOWN_LABEL);
            } else if (!(salience >= 0 && salience <= 1)) {
                omissions.add(Rejection.BAD_NUMBER);
            } else if (!seen.add(label.id())) {
                omissions.add(Rejection.REPEATED);
            } else if (topics.size() == MAX_LABELS) {
                omissions.add(Rejection.TOO_MANY);
            } else {
                Grounding grounding = evidence.place(AnswerText.sentences(entry.path("evidence")), outline.span(index));
                topics.add(new Topic(label.id(), label.label(), outline.chapter(index), salience, grounding));
            }
        }
        return topics;
    }

    private List<Topic> phrases(JsonNode entries, Omissions omissions) {
        List<Topic> topics = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : entries) {
            String phrase = AnswerText.clean(entry.path("phrase"));
            double salience = entry.path("salience").asDouble();
            if (phrase.isEmpty() || phrase.length() > MAX_PHRASE) {
                omissions.add(phrase.isEmpty() ? Rejection.TEXT_EMPTY : Rejection.TEXT_TOO_LONG);
            } else if (!(salience >= 0 && salience <= 1)) {
                omissions.add(Rejection.BAD_NUMBER);
            } else if (!seen.add(phrase)) {
                omissions.add(Rejection.REPEATED);
            } else if (topics.size() == MAX_PHRASES) {
                omissions.add(Rejection.TOO_MANY);
            } else {
                Grounding grounding = evidence.name(phrase, AnswerText.sentences(entry.path("evidence")));
                topics.add(new Topic(null, phrase, null, salience, grounding));
            }
        }
        return topics;
    }
}
