package io.linernotes.enrichment.asr.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphCacheTest {
    private static final String KEY = "ab".repeat(32);

    @TempDir
    private Path folder;

    private Path root;
    private GraphCache cache;
    private int builds;

    @BeforeEach
    void open() {
        root = folder.resolve("cache");
        cache = new GraphCache(root);
    }

    @Test
    void buildsOnce() throws IOException {
        Path first = cache.folder(KEY, "model", "int8", this::build);
        Path second = cache.folder(KEY, "model", "int8", this::build);

        assertThat(builds).isEqualTo(1);
        assertThat(second).isEqualTo(first).hasFileName(KEY);
        assertThat(first.resolve("graph")).hasContent("content");
        assertThat(cache.contents()).singleElement().satisfies(content -> {
            assertThat(content.kind()).isEqualTo("int8");
            assertThat(content.model()).isEqualTo("model");
            assertThat(content.size()).isEqualTo(7);
        });
    }

    @Test
    void buildsAgainWhatWasChangedSince() throws IOException {
        Path built = cache.folder(KEY, "model", "int8", this::build);
        for (String damage : List.of("Content", "", "content and more")) {
            Files.writeString(built.resolve("graph"), damage);
            cache.folder(KEY, "model", "int8", this::build);
            assertThat(built.resolve("graph")).hasContent("content");
        }
        Files.writeString(built.resolve("added"), "");
        cache.folder(KEY, "model", "int8", this::build);

        assertThat(builds).isEqualTo(5);
        assertThat(built.resolve("added")).doesNotExist();
    }

    @Test
    void leavesNothingOfABuildThatFails() throws IOException {
        assertThatThrownBy(() -> cache.folder(KEY, "model", "int8", target -> {
                    Files.writeString(target.resolve("graph"), "half of");
                    throw new IllegalStateException("stopped");
                }))
                .hasMessage("stopped");

        assertThat(children()).isEmpty();
    }

    @Test
    void givesBothOfTwoBuildersAtOnceTheSameFolder() throws IOException {
        CyclicBarrier together = new CyclicBarrier(2);
        List<CompletableFuture<Path>> both = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            both.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return new GraphCache(root).folder(KEY, "model", "int8", target -> {
                        Files.writeString(target.resolve("graph"), "content");
                        await(together);
                    });
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }

        assertThat(both.get(0).join()).isEqualTo(both.get(1).join());
        assertThat(children()).containsExactly(KEY);
    }

    @Test
    void keepsOthersOut() throws IOException {
        Path built = cache.folder(KEY, "model", "int8", this::build);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(built)))
                .isEqualTo("rwx------");
    }

    @Test
    void clearsAwayWhatWasAbandoned() throws IOException {
        Path old = Files.createDirectories(root.resolve(".unfinished-1"));
        Files.createDirectories(root.resolve(".unfinished-2"));
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(100_000)));

        cache.folder(KEY, "model", "int8", this::build);

        assertThat(children()).containsExactlyInAnyOrder(KEY, ".unfinished-2");
    }

    private void build(Path target) throws IOException {
        builds++;
        Files.writeString(target.resolve("graph"), "content");
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> children() throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }
}
