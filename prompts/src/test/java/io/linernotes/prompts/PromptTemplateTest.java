package io.linernotes.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptTemplateTest {
    private static final PromptTemplate GREETING = new PromptTemplate("{{greeting}}, {{name}}! {{name}}?");

    @Test
    void fillsEveryPlaceholder() {
        assertThat(GREETING.variables()).containsExactlyInAnyOrder("greeting", "name");
        assertThat(GREETING.render(Map.of("greeting", "Hello", "name", "Ada"))).isEqualTo("Hello, Ada! Ada?");
    }

    @Test
    void namesWhatIsMissingAndWhatIsTooMuch() {
        assertThatThrownBy(() -> GREETING.render(Map.of("greeting", "Hello", "nam", "Ada", "year", "1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid variables: missing = [name], surplus = [nam, year]");
    }

    @Test
    void leavesBracesAndGroupReferencesInValuesAlone() {
        assertThat(GREETING.render(Map.of("greeting", "{{name}} $1 \\", "name", "{{greeting}}")))
                .isEqualTo("{{name}} $1 \\, {{greeting}}! {{greeting}}?");
    }

    @Test
    void refusesBracesThatAreNoPlaceholder() {
        assertThatThrownBy(() -> new PromptTemplate("Hello {{ name }}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid template: double braces that are no {{name}}");
    }
}
