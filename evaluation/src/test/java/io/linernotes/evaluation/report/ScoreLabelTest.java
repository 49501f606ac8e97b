package io.linernotes.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import org.junit.jupiter.api.Test;

class ScoreLabelTest {
    @Test
    void everyMetricHasWordsOfItsOwn() {
        assertThat(MetricRegistry.all())
                .isNotEmpty()
                .allSatisfy(metric ->
                        assertThat(ScoreLabel.of(metric.name()).name()).isNotEqualTo(metric.name()));
        assertThat(MetricRegistry.all().stream()
                        .map(Metric::name)
                        .map(ScoreLabel::of)
                        .map(ScoreLabel::name))
                .doesNotHaveDuplicates();
    }
}
