package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.ChildJvm;
import io.linernotes.enrichment.audio.Resident;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Recordings made to exhaust a machine. Each ends with one typed outcome, in a bounded space, on the clock. */
class BombTest {
    private static final int MOST_MEBIBYTES = 256;
    /** The decoder stops by itself after a minute; the rest is for a machine with other work. */
    private static final double MOST_SECONDS = 90;

    @Test
    void noBombTakesMoreThanItsShare() {
        if (!Resident.isKnown()) {
            Assumptions.abort("this system does not say how much memory a process has");
        }
        List<String> names = Stream.of(Bomb.values()).map(Bomb::name).toList();
        ChildJvm child = ChildJvm.run(
                BombProgram.class, Duration.ofMinutes(20), List.of("-Xmx128m"), names.toArray(String[]::new));

        assertThat(child.exitCode()).as(child.output()).isZero();
        List<String[]> bombs =
                child.output().lines().skip(1).map(line -> line.split(";", 4)).toList();
        assertThat(bombs).extracting(bomb -> bomb[0]).isEqualTo(names);
        assertThat(bombs).allSatisfy(bomb -> {
            assertThat(Integer.parseInt(bomb[1])).as("mebibytes of %s", bomb[0]).isLessThanOrEqualTo(MOST_MEBIBYTES);
            assertThat(Double.parseDouble(bomb[2])).as("seconds of %s", bomb[0]).isLessThan(MOST_SECONDS);
            assertThat(bomb[3]).matches("(QUARANTINED|OK_DEGRADED) \\| MEDIA_.*");
        });
    }
}
