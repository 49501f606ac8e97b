package io.linernotes.prompts;

/**
 * Names a prompt: its task and its version. A change of wording is a new version, so that two runs can be compared.
 *
 * @param task for example {@code chapters}
 * @param version for example {@code v1}
 */
public record PromptId(String task, String version) {
    /** Divides a part of a transcript into chapters. */
    public static final PromptId CHAPTERS = new PromptId("chapters", "v1");

    /** Makes one table of contents of the chapters of several parts, and chooses topics of each. */
    public static final PromptId CONSISTENCY = new PromptId("consistency", "v1");

    /** Chooses topics of each chapter from a taxonomy. */
    public static final PromptId TOPICS = new PromptId("topics", "v1");

    /** Writes summaries, quotes, entities and the content note of a recording or of a part of it. */
    public static final PromptId NOTES = new PromptId("notes", "v2");

    /** Writes the summaries of a long recording from what is claimed of its parts. */
    public static final PromptId SUMMARY = new PromptId("summary", "v1");

    /** Judges notes against the transcript, claim by claim, and against points that they should hold. */
    public static final PromptId JUDGE = new PromptId("judge", "v1");

    public PromptId {
        if (!task.matches("[a-z]+(-[a-z]+)*") || !version.matches("v[1-9][0-9]*")) {
            throw new IllegalArgumentException("Invalid prompt id: task = %s, version = %s".formatted(task, version));
        }
    }

    @Override
    public String toString() {
        return task + "/" + version;
    }
}
