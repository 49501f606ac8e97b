package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import io.linernotes.enrichment.transcript.SegmentFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentGuardTest {
    private static final RecognitionQuality GOOD = new RecognitionQuality(-0.1, 0.01, 1.6, 0);
    private static final TimeRange FIVE_SECONDS = new TimeRange(0, 5000);

    private final SegmentGuard guard = new SegmentGuard("en");

    @Test
    void leavesGoodSpeechAlone() {
        assertThat(guard.flags("The bees sleep in the garden.", FIVE_SECONDS, GOOD, -0.2))
                .isEmpty();
    }

    @Test
    void marksWhatTheModelDoubts() {
        RecognitionQuality bad = new RecognitionQuality(-1.1, 0.7, 2.5, 1);

        assertThat(guard.flags("Words.", FIVE_SECONDS, bad, -0.2))
                .containsExactly(SegmentFlag.REPETITIVE, SegmentFlag.LOW_CONFIDENCE, SegmentFlag.NO_SPEECH);
    }

    @Test
    void marksWhatIsDrawnMoreThanRecognised() {
        RecognitionQuality drawn = new RecognitionQuality(-0.9, 0.01, 1.6, 0.6);
        RecognitionQuality nearlyGreedy = new RecognitionQuality(-0.9, 0.01, 1.6, 0.4);

        assertThat(guard.flags("Words.", FIVE_SECONDS, drawn, -0.2)).containsExactly(SegmentFlag.LOW_CONFIDENCE);
        assertThat(guard.flags("Words.", FIVE_SECONDS, nearlyGreedy, -0.2)).isEmpty();
    }

    @Test
    void marksADoubtfulSegmentOfAWindowThatIsSure() {
        assertThat(guard.flags("Words.", FIVE_SECONDS, GOOD, -1.1)).containsExactly(SegmentFlag.LOW_CONFIDENCE);
    }

    @Test
    void marksMoreCharactersThanAnybodySpeaks() {
        assertThat(guard.flags("forty characters in one second of speech", new TimeRange(0, 1000), GOOD, -0.2))
                .containsExactly(SegmentFlag.TOO_FAST);
    }

    @Test
    void countsACharacterThatIsASyllableForThree() {
        String fourteen = "我们今天在花园里看见了蜜蜂";
        String kana = "きょうはにわではちをみました";
        SegmentGuard chinese = new SegmentGuard("zh");

        assertThat(chinese.flags(fourteen, new TimeRange(0, 1000), GOOD, -0.2)).containsExactly(SegmentFlag.TOO_FAST);
        assertThat(chinese.flags(kana, new TimeRange(0, 1000), GOOD, -0.2)).containsExactly(SegmentFlag.TOO_FAST);
        assertThat(chinese.flags(fourteen, new TimeRange(0, 3000), GOOD, -0.2)).isEmpty();
        assertThat(guard.flags("Fourteen chars", new TimeRange(0, 1000), GOOD, -0.2))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|Thanks for watching!",
                "en|Subtitles by the Amara.org community",
                "en|you",
                "de|Untertitel der Amara.org-Community",
                "de|Vielen Dank fürs Zuschauen!",
                "fr|Sous-titres réalisés par la communauté d'Amara.org",
                "fr|Sous-titrage ST' 501",
                "es|¡Gracias por ver el vídeo!",
                "it|Sottotitoli e revisione a cura di QTSS",
                "pt|Legendas pela comunidade Amara.org",
                "nl|Bedankt voor het kijken!",
                "pl|Dziękuję za oglądanie.",
                "ru|Субтитры сделал DimaTorzok",
                "uk|Дякую за перегляд!",
                "ja|ご視聴ありがとうございました。",
                "zh|请不吝点赞 订阅 转发 打赏支持明镜与点点栏目",
                "ko|시청해 주셔서 감사합니다.",
                "ar|اشتركوا في القناة",
                "tr|İzlediğiniz için teşekkür ederim.",
                "tr|Thank you for watching!"
            })
    void marksWhatModelsWriteOverSilence(String language, String text) {
        assertThat(new SegmentGuard(language).flags(text, FIVE_SECONDS, GOOD, -0.2))
                .containsExactly(SegmentFlag.PHANTOM);
    }

    @ParameterizedTest
    @CsvSource({
        "en, You should see the garden.",
        "en, Thank you.",
        "en, Thanks for watching my children while I was away in the hospital with my mother and all her bees.",
        "de, Danke.",
        "de, Ich schaue gern zu.",
        "ja, 今日は庭で蜂を見ました。",
        "ru, Спасибо.",
        "xx, Nothing is known of this language."
    })
    void leavesWhatPeopleSay(String language, String text) {
        assertThat(new SegmentGuard(language).flags(text, FIVE_SECONDS, GOOD, -0.2))
                .isEmpty();
    }
}
