package io.linernotes.enrichment.audio.isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.linernotes.enrichment.audio.DecodingConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.Serializable;
import java.io.StreamCorruptedException;
import org.junit.jupiter.api.Test;

class TransferTest {
    @Test
    void carriesOurRecords() throws IOException {
        assertThat(Transfer.read(DecodingConfig.class, written(DecodingConfig.DEFAULTS)))
                .isEqualTo(DecodingConfig.DEFAULTS);
    }

    @Test
    void refusesClassesThatAreNotOurs() throws IOException {
        DataInputStream foreign = written(ImmutableList.of("a"));

        assertThatThrownBy(() -> Transfer.read(DecodingConfig.class, foreign))
                .isInstanceOf(InvalidClassException.class)
                .hasMessageContaining("REJECTED");
    }

    @Test
    void refusesAnotherRecordThanTheOneExpected() throws IOException {
        DataInputStream text = written("a");

        assertThatThrownBy(() -> Transfer.read(DecodingConfig.class, text))
                .isInstanceOf(StreamCorruptedException.class)
                .hasMessage("Not a DecodingConfig");
    }

    @Test
    void refusesLengthsThatNoRecordHas() {
        DataInputStream endless = new DataInputStream(new ByteArrayInputStream(new byte[] {127, 0, 0, 0, 1, 2}));

        assertThatThrownBy(() -> Transfer.read(DecodingConfig.class, endless))
                .isInstanceOf(StreamCorruptedException.class)
                .hasMessage("Invalid length: 2130706432");
    }

    private static DataInputStream written(Serializable record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Transfer.write(record, new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
