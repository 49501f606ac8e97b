package io.linernotes.enrichment.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmConfigTest {
    @Test
    void asksAPinnedModelWithoutAKeyByDefault() {
        assertThat(LlmConfig.DEFAULTS)
                .isEqualTo(new LlmConfig(
                        LlmProvider.OPENAI,
                        "https://api.openai.com/v1",
                        "gpt-4.1-mini-2025-04-14",
                        TaskModels.NONE,
                        LlmFallback.NONE,
                        null,
                        Duration.ofMinutes(2),
                        4,
                        0,
                        List.of(),
                        8_000,
                        12_000,
                        InDoubt.RESEND,
                        500,
                        200_000,
                        LlmBatches.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC, https://api.anthropic.com/v1, claude-haiku-4-5-20251001",
        "GEMINI, https://generativelanguage.googleapis.com/v1beta, gemini-2.5-flash",
    })
    void asksEachProviderAtItsAddressForASmallModel(LlmProvider provider, String baseUrl, String model) {
        LlmConfig config = config(provider, null, null);

        assertThat(config.baseUrl()).isEqualTo(baseUrl);
        assertThat(config.model()).isEqualTo(model);
    }

    @Test
    void doesNotGuessWhichModelAServerOfOnesOwnHas() {
        assertThat(config(LlmProvider.OLLAMA, null, "llama3.1:8b").baseUrl()).isEqualTo("http://localhost:11434");
        assertThatThrownBy(() -> config(LlmProvider.OLLAMA, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid LLM configuration: model = none, and ollama has no usual one");
    }

    private static LlmConfig config(LlmProvider provider, @Nullable String baseUrl, @Nullable String model) {
        return new LlmConfig(
                provider,
                baseUrl,
                model,
                TaskModels.NONE,
                LlmFallback.NONE,
                null,
                Duration.ofMinutes(2),
                4,
                0,
                List.of(),
                8_000,
                12_000,
                InDoubt.RESEND,
                500,
                200_000,
                LlmBatches.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://host/v1, m, , 1, 1, 0, 256, 1000, baseUrl = ftp://host/v1",
        "http://me:canary@h/v1, m, , 1, 1, 0, 256, 1000, baseUrl = a URL with a password",
        "localhost:8080, m, , 1, 1, 0, 256, 1000, baseUrl = localhost:8080",
        "http://h/v1, ' ', , 1, 1, 0, 256, 1000, 'model =  '",
        "http://h/v1, m, ' ', 1, 1, 0, 256, 1000, apiKeyFile = blank",
        "http://h/v1, m, , 0, 1, 0, 256, 1000, deadline = PT0S",
        "http://h/v1, m, , 1, 0, 0, 256, 1000, maxAttempts = 0",
        "http://h/v1, m, , 1, 11, 0, 256, 1000, maxAttempts = 11",
        "http://h/v1, m, , 1, 1, 2.1, 256, 1000, temperature = 2.1",
        "http://h/v1, m, , 1, 1, NaN, 256, 1000, temperature = NaN",
        "http://h/v1, m, , 1, 1, 0, 255, 1000, maxOutputTokens = 255",
        "http://h/v1, m, , 1, 1, 0, 256, 999, windowTokens = 999",
    })
    void namesTheComponentThatIsOutOfRange(
            String baseUrl,
            String model,
            @Nullable String keyFile,
            int seconds,
            int attempts,
            double temperature,
            int output,
            int window,
            String problem) {
        assertThatThrownBy(() -> new LlmConfig(
                        LlmProvider.OPENAI,
                        baseUrl,
                        model,
                        TaskModels.NONE,
                        LlmFallback.NONE,
                        keyFile,
                        Duration.ofSeconds(seconds),
                        attempts,
                        temperature,
                        List.of(),
                        output,
                        window,
                        InDoubt.RESEND,
                        1,
                        1_000,
                        LlmBatches.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid LLM configuration: " + problem);
    }
}
