package io.linernotes.jobs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the shape of the code: which way modules and packages may look, and where libraries may be seen. */
class ArchitectureTest {
    private static JavaClasses ours;

    @BeforeAll
    static void read() {
        ours = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.linernotes");
        for (String module : new String[] {"prompts", "enrichment", "evaluation", "jobs"}) {
            assertThat(ours.stream().filter(type -> type.getPackageName().startsWith("io.linernotes." + module)))
                    .as("classes of module %s", module)
                    .isNotEmpty();
        }
    }

    @Test
    void promptsKnowNoOtherModule() {
        mayNotKnow("prompts", "enrichment", "evaluation", "jobs");
    }

    @Test
    void enrichmentKnowsPromptsOnly() {
        mayNotKnow("enrichment", "evaluation", "jobs");
    }

    @Test
    void evaluationDoesNotKnowJobs() {
        mayNotKnow("evaluation", "jobs");
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("io.linernotes.(**)").should().beFreeOfCycles().check(ours);
    }

    @Test
    void sparkIsSeenInJobsOnly() {
        onlyIn("io.linernotes.jobs..", "org.apache.spark..", "org.apache.hadoop..", "org.apache.parquet..", "scala..");
    }

    @Test
    void promptsAreFreeOfFrameworks() {
        noClasses()
                .that()
                .resideInAPackage("io.linernotes.prompts..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.google.inject..", "dev.langchain4j..")
                .check(ours);
    }

    @Test
    void chatModelsAreSeenInTheLlmPackageOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.linernotes.enrichment.llm..", "io.linernotes.enrichment.embedding..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.langchain4j..")
                .check(ours);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.linernotes.enrichment.llm..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.langchain4j.model.chat..", "dev.langchain4j.model.openai..", "dev.langchain4j.http..")
                .check(ours);
    }

    @Test
    void embeddingModelsAreSeenInTheEmbeddingPackageOnly() {
        onlyIn("io.linernotes.enrichment.embedding..", "dev.langchain4j.model.embedding..", "ai.djl..");
    }

    @Test
    void onnxRuntimeIsSeenInRecognitionAndEmbeddingOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.linernotes.enrichment.asr..",
                        "io.linernotes.enrichment.embedding..",
                        "io.linernotes.enrichment.onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.onnxruntime..")
                .check(ours);
    }

    /** Anywhere else it would start with its telemetry on. */
    @Test
    void onnxRuntimeIsStartedInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.linernotes.enrichment.onnx..")
                .should()
                .callMethod(ai.onnxruntime.OrtEnvironment.class, "getEnvironment")
                .check(ours);
    }

    @Test
    void libavIsSeenInTheAudioPackageOnly() {
        onlyIn("io.linernotes.enrichment.audio..", "org.bytedeco..");
    }

    @Test
    void noClassHasANameThatSaysNothing() {
        noClasses().should().haveSimpleNameEndingWith("Manager").check(ours);
        noClasses().should().haveSimpleNameContaining("Helper").check(ours);
        noClasses().should().haveNameMatching(".*Utils?(\\$.*)?").check(ours);
        noClasses().should().haveSimpleNameEndingWith("Impl").check(ours);
    }

    @Test
    void nobodyEndsTheProcessButTheEntryPoint() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.linernotes.jobs.app.Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(ours);
    }

    /** A rule that cannot fail is worth nothing: this one must. */
    @Test
    void findsAViolationWhereThereIsOne() {
        ArchRule wrong = noClasses()
                .that()
                .resideInAPackage("io.linernotes.jobs..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.spark..");

        assertThatThrownBy(() -> wrong.check(ours))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Architecture Violation");
    }

    private static void mayNotKnow(String module, String... others) {
        for (String other : others) {
            noClasses()
                    .that()
                    .resideInAPackage("io.linernotes." + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.linernotes." + other + "..")
                    .check(ours);
        }
    }

    private static void onlyIn(String owner, String... libraries) {
        noClasses()
                .that()
                .resideOutsideOfPackage(owner)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(libraries)
                .check(ours);
    }
}
