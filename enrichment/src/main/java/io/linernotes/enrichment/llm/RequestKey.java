package io.linernotes.enrichment.llm;

/**
 * Names a request by all that is in it: equal requests have equal keys, and any other field, value, service or address gives
 * another. Nothing is left out of it on purpose.
 */
final class RequestKey {
    /** Of the ledger's format: a new one makes all earlier answers unknown. */
    private static final int VERSION = 1;

    private RequestKey() {}

    /** SHA-256, 64 lower-case hexadecimal digits. */
    static String of(LlmProvider provider, String url, String body) {
        return CanonicalJson.sha256(body, "\n%s\n%s\nledger %d\n".formatted(provider.label(), url, VERSION));
    }
}
