package io.linernotes.jobs.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol.TaskCommitMessage;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Commits files so that equal rows give equal files, in name and in bytes. Decision 0019. */
public final class RepeatableFiles extends SQLHadoopMapReduceCommitProtocol {
    private static final long serialVersionUID = 1L;

    /** Of one task; a task has this object to itself. */
    private transient @Nullable List<Path> written;

    /** As Spark calls it. */
    public RepeatableFiles(String jobId, String path, boolean dynamicPartitionOverwrite) {
        super(jobId, path, dynamicPartitionOverwrite);
    }

    @Override
    public void setupTask(TaskAttemptContext task) {
        written = new ArrayList<>();
        super.setupTask(task);
    }

    @Override
    public String newTaskTempFile(TaskAttemptContext task, Option<String> folder, FileNameSpec name) {
        String file = super.newTaskTempFile(task, folder, name);
        if (written != null) {
            written.add(new Path(file));
        }
        return file;
    }

    /** Spark's own names hold a random part, for folders that are appended to; ours are written once. */
    @Override
    public String getFilename(TaskAttemptContext task, FileNameSpec name) {
        return "%spart-%05d%s"
                .formatted(name.prefix(), task.getTaskAttemptID().getTaskID().getId(), name.suffix());
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext task) {
        if (written != null) {
            for (Path file : written) {
                try {
                    ParquetFooter.sortEncodings(file, task.getConfiguration());
                } catch (IOException e) {
                    throw new UncheckedIOException("Cannot write the footer of " + file, e);
                }
            }
        }
        return super.commitTask(task);
    }
}
