package io.linernotes.jobs.output;

import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The folder in which a run is built, out of readers' sight.
 *
 * @param run what is built here
 * @param folder where tables are written, one subfolder each
 */
public record Staging(RunId run, Path folder) {
    static final String PARENT = ".staging";

    private static final Pattern UUID_PART = Pattern.compile("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    static String newName(RunId run) {
        return run + "-" + UUID.randomUUID();
    }

    static boolean belongsTo(RunId run, String name) {
        return name.startsWith(run.value())
                && UUID_PART.matcher(name.substring(run.value().length())).matches();
    }

    /** Returns the folder relative to the folder of all runs. */
    String relative() {
        return PARENT + "/" + folder.getName();
    }
}
