package io.linernotes.jobs.run;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import org.apache.spark.TaskContext;

/** What a task decodes: it ends when the task is killed, shows that it moves, and says when it was isolated. */
record TaskAudioStream(AudioStream stream, DecodingMark mark, TaskContext context) implements AudioStream {
    @Override
    public int read(float[] buffer) {
        context.killTaskIfInterrupted();
        mark.moved(System.nanoTime());
        return stream.read(buffer);
    }

    @Override
    public MediaReport report() {
        MediaReport report = stream.report();
        return mark.wasThere()
                ? report.with(new Finding(
                        ErrorCode.ISOLATED, "decoded in a process of its own, as an attempt before did not end"))
                : report;
    }

    @Override
    public void close() {
        stream.close();
    }
}
