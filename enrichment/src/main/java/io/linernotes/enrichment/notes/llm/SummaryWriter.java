package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.prompts.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Asks for the summaries of a long recording. The model sees verified claims on its parts, and answers with their ids. */
final class SummaryWriter {
    private static final Pattern ID = Pattern.compile("K([1-9][0-9]{0,5})");

    private final Prompt prompt;
    private final int claimTokens;
    private final TokenCounter counter = new TokenCounter();

    /** @param claimTokens of claims in the request, at most */
    SummaryWriter(Prompt prompt, int claimTokens) {
        this.prompt = prompt;
        this.claimTokens = claimTokens;
    }

    /** Of the request, besides what is known of the episode. */
    int promptTokens(int parts, int tokensOfPart) {
        return counter.tokens(prompt) + (int) Math.min(claimTokens, (long) parts * tokensOfPart);
    }

    /** Where there is no usable answer, the line of each part, or of parts all over it when there are many. */
    List<Summary> write(EpisodeText text, List<EpisodeStatements> parts, Evidence evidence, Conversation conversation) {
        List<Claim> shown = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        int all = 0;
        for (int i = 0; i < parts.size(); i++) {
            List<Claim> claims = claims(parts.get(i));
            all += claims.size();
            lines.append("## Part %d\n".formatted(i + 1));
            int left = claimTokens / parts.size();
            for (Claim claim : claims) {
                String line =
                        "K%d %s\n".formatted(shown.size() + 1, claim.text().replace(text.metadataFence(), ""));
                left -= counter.tokens(line);
                if (left < 0) {
                    break;
                }
                lines.append(line);
                shown.add(claim);
            }
        }
        noteDoubtful(parts, conversation);
        if (shown.isEmpty()) {
            return List.of();
        }
        if (shown.size() < all) {
            conversation.note(
                    ErrorCode.LLM_INPUT_SHORTENED,
                    "summary: written from %d of %d claims, some of each part".formatted(shown.size(), all));
        }
        List<Summary> summaries = conversation.ask(
                "summary",
                prompt,
                variables(text, lines.toString().strip(), shown.size()),
                new SummaryReader(evidence, evidence.everything(), ids -> sentences(ids, shown)));
        return summaries == null ? linesOf(parts) : summaries;
    }

    private static Map<String, String> variables(EpisodeText text, String claims, int count) {
        Map<String, String> variables = new HashMap<>();
        variables.put("episodeFence", text.metadataFence());
        variables.put("episode", text.metadata());
        variables.put("fence", text.fence(claims));
        variables.put("claims", claims);
        variables.put("ids", count == 1 ? "K1" : "K1 to K" + count);
        return variables;
    }

    private static void noteDoubtful(List<EpisodeStatements> parts, Conversation conversation) {
        long doubtful = parts.stream()
                .flatMap(SummaryWriter::ofPart)
                .filter(claim -> !claim.grounding().isVerified())
                .count();
        if (doubtful > 0) {
            conversation.note(
                    ErrorCode.LLM_OUTPUT_INVALID,
                    "summary: %d claims on parts do not hold and were not used".formatted(doubtful));
        }
    }

    /** What holds: line and paragraph first, then the notes on chapters. */
    private static List<Claim> claims(EpisodeStatements part) {
        return Stream.concat(ofPart(part), part.chapterNotes().values().stream())
                .filter(claim -> claim.grounding().isVerified())
                .distinct()
                .toList();
    }

    /** What no table holds but in other words. */
    private static Stream<Claim> ofPart(EpisodeStatements part) {
        return part.summaries().stream().flatMap(summary -> summary.claims().stream());
    }

    /** The sentences behind claims; an id that is no claim's is no sentence either. */
    private static List<Integer> sentences(JsonNode ids, List<Claim> shown) {
        Set<Integer> sentences = new TreeSet<>();
        for (JsonNode id : ids) {
            Matcher matcher = ID.matcher(id.asText());
            int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            if (number >= 1 && number <= shown.size()) {
                sentences.addAll(shown.get(number - 1).grounding().sentences());
            } else {
                sentences.add(AnswerText.NO_SENTENCE);
            }
        }
        return List.copyOf(sentences);
    }

    private static List<Summary> linesOf(List<EpisodeStatements> parts) {
        List<Claim> lines =
                parts.stream().flatMap(part -> claims(part).stream().limit(1)).toList();
        int kept = Math.min(lines.size(), SummaryReader.MAX_CLAIMS);
        return List.of(SummaryReader.paragraph(IntStream.range(0, kept)
                .mapToObj(i -> lines.get((int) ((long) lines.size() * i / kept)))
                .toList()));
    }
}
