package io.linernotes.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
    private static final RunId RUN = new RunId("daily");

    @TempDir
    Path root;

    private FaultyStorage storage;

    @BeforeEach
    void open() {
        storage = new FaultyStorage(new LocalStorage(root));
    }

    @Test
    void admitsOneHolderAtATimeAndNamesIt() {
        try (RunLock lock = acquire()) {
            EnrichmentException refused = refused();

            assertThat(refused.code()).isEqualTo(ErrorCode.RUN_LOCKED);
            assertThat(refused)
                    .hasMessageStartingWith("Run daily is being worked on by process "
                            + ProcessHandle.current().pid() + " on ");
            lock.requireHeld();
        }
        acquire().close();
    }

    @Test
    void leavesNothingBehind() throws IOException {
        acquire().close();

        try (Stream<Path> left = Files.list(root.resolve(".locks"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void locksRunsOneByOne() {
        try (RunLock one = acquire();
                RunLock other = RunLock.acquire(storage, Clock.systemUTC(), new RunId("daily.1"))) {
            assertThat(one.epoch()).isEqualTo(other.epoch()).isEqualTo(1);
        }
    }

    @Test
    void takesOverALockThatNobodyTouchedForThreeMinutes() {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(181));
        RunLock heir;
        try (RunLock old = acquire()) {
            heir = RunLock.acquire(storage, later, RUN);

            assertThat(heir.epoch()).isEqualTo(2);
            assertThat(catchThrowableOfType(EnrichmentException.class, old::requireHeld))
                    .hasMessage("Another process took over run daily; this one stops.");
        }
        try (heir) {
            heir.requireHeld();
        }
    }

    @Test
    void respectsALockOfAnotherMachineUntilItIsStale() throws IOException {
        write(new Owner("elsewhere", "another boot", 1, ""));

        assertThat(refused()).hasMessage("Run daily is being worked on by process 1 on elsewhere.");
        RunLock.acquire(storage, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(4)), RUN)
                .close();
    }

    @Test
    void takesOverAtOnceFromAProcessOfThisMachineThatIsGone() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        Owner self = Owner.thisProcess();
        String started = process.info().startInstant().orElseThrow().toString();
        write(new Owner(self.host(), self.machine(), process.pid(), started));
        assertThat(refused().code()).isEqualTo(ErrorCode.RUN_LOCKED);

        process.destroyForcibly().waitFor();

        acquire().close();
    }

    @Test
    void knowsAnotherProcessWithTheSameNumberByItsStart() throws IOException {
        Owner self = Owner.thisProcess();
        write(new Owner(self.host(), self.machine(), self.pid(), "2020-01-01T00:00:00Z"));

        acquire().close();
    }

    @Test
    void respectsALockWhoseOwnerIsNotWrittenYet() throws IOException {
        Files.createDirectories(root.resolve(".locks"));
        Files.writeString(root.resolve(".locks/daily@1"), "");

        assertThat(refused()).hasMessage("Run daily is being worked on by another process.");
    }

    @Test
    void stepsBackWhenItComesLateWithALowEpoch() {
        storage.beforeCreate = path -> {
            storage.beforeCreate = again -> {};
            try {
                Files.writeString(root.resolve(".locks/daily@7"), "");
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        };

        assertThat(refused().code()).isEqualTo(ErrorCode.RUN_LOCKED);
        assertThat(root.resolve(".locks/daily@1")).doesNotExist();
    }

    @Test
    void admitsExactlyOneOfManyThatRace() throws Exception {
        int racers = 4;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try {
            for (int round = 0; round < 50; round++) {
                RunId run = new RunId("race-" + round);
                CyclicBarrier start = new CyclicBarrier(racers);
                Callable<Boolean> racer = () -> {
                    start.await();
                    try {
                        // Not closed on purpose: a loser that comes late must still find it.
                        return RunLock.acquire(storage, Clock.systemUTC(), run) != null;
                    } catch (EnrichmentException e) {
                        return false;
                    }
                };
                int winners = 0;
                for (Future<Boolean> result : threads.invokeAll(Collections.nCopies(racers, racer))) {
                    winners += result.get() ? 1 : 0;
                }
                assertThat(winners).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private RunLock acquire() {
        return RunLock.acquire(storage, Clock.systemUTC(), RUN);
    }

    private EnrichmentException refused() {
        return catchThrowableOfType(EnrichmentException.class, this::acquire);
    }

    private void write(Owner owner) throws IOException {
        Files.createDirectories(root.resolve(".locks"));
        Files.write(root.resolve(".locks/daily@1"), owner.toJson());
    }
}
