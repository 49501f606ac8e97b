package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.prompts.Prompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Asks for the topics of each chapter, from a closed list, and for key phrases; adds the chapters' topics up. */
final class TopicWriter {
    private static final int MAX_LABELS = 5;
    private static final int MAX_PHRASES = 15;
    private static final int MAX_PHRASE = 60;

    private final Prompt prompt;
    private final Map<String, TaxonomyLabel> taxonomy;
    private final String labels;

    TopicWriter(Prompt prompt, List<TaxonomyLabel> taxonomy) {
        this.prompt = prompt;
        this.taxonomy = new LinkedHashMap<>();
        taxonomy.forEach(label -> this.taxonomy.put(label.id(), label));
        this.labels = taxonomy.stream()
                .map(label -> "%s | %s | %s".formatted(label.id(), label.label(), label.description()))
                .collect(Collectors.joining("\n"));
    }

    /** Of the request, besides the episode. */
    int promptTokens(TokenCounter counter) {
        return counter.tokens(prompt) + counter.tokens(labels);
    }

    /** Topics of the episode, then of its chapters, each by falling salience; empty when there was no usable answer. */
    List<Topic> write(
            EpisodeText text, Outline outline, Reading reading, Evidence evidence, Conversation conversation) {
        Map<String, String> variables = new HashMap<>();
        variables.put("labels", labels.isEmpty() ? "none" : labels);
        variables.put("episodeFence", text.metadataFence());
        variables.put("episode", text.metadata());
        variables.put("fence", text.fence(reading.text()));
        variables.put("transcript", reading.text());
        variables.put("chapters", outline.ids());
        List<Topic> topics = conversation.ask(
                "topics", prompt, variables, (answer, omissions) -> read(answer, omissions, text, outline, evidence));
        return topics == null ? List.of() : topics;
    }

    private List<Topic> read(JsonNode answer, Omissions omissions, EpisodeText text, Outline outline, Evidence evidence)
            throws RejectedAnswer {
        List<Topic> ofChapters = new ArrayList<>();
        Map<String, Double> weights = new HashMap<>();
        Set<Integer> seen = new HashSet<>();
        int total = text.tokens(evidence.everything());
        for (JsonNode entry : answer.path("chapters")) {
            int index = outline.indexOf(entry.path("chapter").asText());
            if (index < 0 || !seen.add(index)) {
                omissions.add(index < 0 ? Rejection.UNKNOWN_CHAPTER : Rejection.REPEATED);
                continue;
            }
            for (Topic topic : labels(entry.path("labels"), index, omissions, outline, evidence)) {
                ofChapters.add(topic);
                double share = (double) text.tokens(outline.span(index)) / total;
                weights.merge(String.valueOf(topic.id()), share * topic.salience(), Double::sum);
            }
        }
        List<Topic> topics = ofEpisode(ofChapters, weights);
        topics.addAll(phrases(answer.path("keyPhrases"), omissions, evidence));
        if (topics.isEmpty()) {
            throw new RejectedAnswer(Rejection.EMPTY, "$");
        }
        topics.sort(Comparator.comparingDouble(Topic::salience).reversed());
        if (outline.isChaptered()) {
            topics.addAll(ofChapters);
        }
        return topics;
    }

    private List<Topic> labels(JsonNode entries, int index, Omissions omissions, Outline outline, Evidence evidence) {
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
        topics.sort(Comparator.comparingDouble(Topic::salience).reversed());
        return topics;
    }

    /** Weighted by how much of the transcript each chapter is; supported by all that supports it in a chapter. */
    private static List<Topic> ofEpisode(List<Topic> ofChapters, Map<String, Double> weights) {
        Map<String, Topic> byId = new LinkedHashMap<>();
        for (Topic topic : ofChapters) {
            String id = String.valueOf(topic.id());
            double salience = Math.min(1, weights.getOrDefault(id, 0.0));
            byId.merge(
                    id,
                    new Topic(topic.id(), topic.label(), null, salience, topic.grounding()),
                    (a, b) -> new Topic(a.id(), a.label(), null, salience, joined(a.grounding(), b.grounding())));
        }
        return new ArrayList<>(byId.values());
    }

    /** What is verified in one chapter is verified for the episode; doubtful evidence adds nothing to it. */
    private static Grounding joined(Grounding a, Grounding b) {
        if (a.isVerified() != b.isVerified()) {
            return a.isVerified() ? a : b;
        }
        Set<Integer> sentences = new TreeSet<>(a.sentences());
        sentences.addAll(b.sentences());
        return new Grounding(List.copyOf(sentences), a.doubt());
    }

    private static List<Topic> phrases(JsonNode entries, Omissions omissions, Evidence evidence) {
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
