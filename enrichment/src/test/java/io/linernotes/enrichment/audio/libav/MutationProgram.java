package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Decodes broken recordings one after the other. A crash ends the process; the last number it printed is the culprit. */
final class MutationProgram {
    /** Shorter recordings are reported as cut, by both measures of the decoder. */
    private static final double COMPLETE = 0.98;

    private static final long TOLERANCE_MS = 100;

    private int decoded;
    private int refused;
    private int flagged;

    private MutationProgram() {}

    /** @param arguments folder of the sources, first number, how many */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> sources = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            for (Path file : files.sorted().toList()) {
                sources.add(Files.readAllBytes(file));
            }
        }
        long first = Long.parseLong(arguments[1]);
        MutationProgram program = new MutationProgram();
        for (long number = first; number < first + Long.parseLong(arguments[2]); number++) {
            System.out.println("mutation " + number);
            Mutation mutation = new Mutation(number);
            program.decode(number, mutation.of(sources.get(mutation.source(sources.size())), sources.size()));
        }
        System.out.printf(
                "mutations: %d decoded, %d refused, %d flagged, 0 crashed%n",
                program.decoded, program.refused, program.flagged);
    }

    private void decode(long number, byte[] bytes) {
        Outcome outcome;
        try {
            outcome = Outcome.of(bytes);
        } catch (RuntimeException e) {
            System.out.println("untyped " + number + ": " + e);
            return;
        }
        if (outcome.report() == null) {
            refused++;
            ErrorCode code = outcome.codes().get(0);
            if (!code.name().startsWith("MEDIA_") || code == ErrorCode.MEDIA_UNREADABLE) {
                System.out.println("untyped " + number + ": " + outcome);
            }
            return;
        }
        decoded++;
        flagged += outcome.problems().isEmpty() ? 0 : 1;
        if (isShort(outcome) && !outcome.codes().contains(ErrorCode.MEDIA_TRUNCATED)) {
            System.out.println("unflagged " + number + ": " + outcome);
        }
        if (outcome.decodedMs() <= 0 || outcome.report().sampleRateHz() <= 0) {
            System.out.println("soundless " + number + ": " + outcome);
        }
    }

    private static boolean isShort(Outcome outcome) {
        Long declared = outcome.report() == null ? null : outcome.report().declaredMs();
        return declared != null
                && outcome.decodedMs() < COMPLETE * declared
                && declared - outcome.decodedMs() > TOLERANCE_MS;
    }
}
