package io.linernotes.evaluation.annotation;

/** Texts that break careless spreadsheets. */
final class Hostile {
    static final String[] TEXTS = {
        "=HYPERLINK(\"http://example.org\",\"click\")",
        "+49 30 1234",
        "-1",
        "@SUM(A1)",
        "\ttabbed",
        "\rreturned",
        "＝1+1",
        "'=told to be text",
        "''=twice",
        "'tis a title",
        "she said \"no\", then; left\tit",
        "two\nlines\r\nand three",
        "🎙️ שלום עולם مرحبا 你好",
        ";=1+1",
        "\\n, 100 % \u00A0"
    };

    private Hostile() {}
}
