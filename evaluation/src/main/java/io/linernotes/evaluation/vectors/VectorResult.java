package io.linernotes.evaluation.vectors;

/**
 * One case of one file.
 *
 * @param file name of the file
 * @param name of the case: its position, or what it measures
 * @param problem empty when it passed, else what differs
 */
public record VectorResult(String file, String name, String problem) {
    public boolean passed() {
        return problem.isEmpty();
    }
}
