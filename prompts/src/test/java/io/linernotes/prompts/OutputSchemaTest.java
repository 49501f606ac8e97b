package io.linernotes.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputSchemaTest {
    private static final OutputSchema SCHEMA = new OutputSchema("""
            {"type": "object", "additionalProperties": false, "required": ["kind", "marks"], "properties": {
               "kind": {"type": "string", "enum": ["a", "b"]},
               "marks": {"type": "array", "items": {"type": "number"}}}}""");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"a\",\"marks\":[1,2.5]} |",
                "{\"kind\":\"a\",\"marks\":[]} |",
                "{\"kind\":\"c\",\"marks\":[]} | $.kind: not one of the allowed values",
                "{\"kind\":\"a\",\"marks\":[1,\"2\"]} | $.marks[1]: expected number",
                "{\"kind\":\"a\",\"marks\":null} | $.marks: expected array",
                "{\"kind\":\"a\"} | $.marks: missing",
                "{\"kind\":\"a\",\"marks\":[],\"secret\":1} | $: unknown property",
                "[] | $: expected object",
            })
    void saysWhereAnAnswerBreaksTheSchema(String answer, String violation) throws Exception {
        assertThat(SCHEMA.violation(new ObjectMapper().readTree(answer))).isEqualTo(violation);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[],\"properties\":{\"a\":{\"type\":\"string\"}}}"
                        + "| Invalid schema: $ does not require all its properties, in order",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}}}"
                        + "| Invalid schema: $ allows other properties",
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\",\"maxLength\":3}}}"
                        + "| Invalid schema: $.a has the keyword maxLength",
                "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}}}"
                        + "| Invalid schema: $.a has no known type",
                "{\"type\":\"array\",\"items\":{\"type\":\"string\"}} | Invalid schema: $ is not an object",
                "{\"type\": | Invalid schema: not JSON",
            })
    void refusesASchemaThatAStrictProviderWouldRefuse(String schema, String message) {
        assertThatThrownBy(() -> new OutputSchema(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
