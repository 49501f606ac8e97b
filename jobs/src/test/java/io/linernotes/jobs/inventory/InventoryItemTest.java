package io.linernotes.jobs.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class InventoryItemTest {
    /** Number 37 of the list of bad inputs. */
    @Test
    @DisplayName("37: hostile names")
    void namesAnEpisodeByAHashWhateverItsAddressIs() {
        List<String> addresses = List.of(
                "../../x",
                "..\\..\\x",
                "a\0b",
                "a\nb",
                "C:",
                "con",
                "",
                " ",
                "$(reboot)",
                "\u202egpj.exe",
                "\ud83d\ude00",
                "x".repeat(4_000));

        assertThat(addresses).allSatisfy(address -> {
            InventoryItem item = InventoryItem.listed(address, 1L, EpisodeMetadata.NONE);
            assertThat(item.episodeId()).matches("[0-9a-f]{32}");
            assertThat(item.media()).isEqualTo(address);
        });
        assertThat(addresses.stream()
                        .map(address -> InventoryItem.listed(address, 1L, EpisodeMetadata.NONE)
                                .episodeId()))
                .doesNotHaveDuplicates();
    }
}
