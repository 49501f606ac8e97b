package io.linernotes.jobs.output;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** Finds the storage behind a path, and makes its folder. */
final class Storages {
    /** Their name nodes rename a folder in one step. Object stores copy file by file, in view of readers. */
    private static final Set<String> ATOMIC = Set.of("hdfs", "viewfs");

    private static final Pattern SCHEME = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]+:/");

    private Storages() {}

    /** Looks at nothing and creates nothing. */
    static Storage open(String root, Configuration hadoop) {
        try {
            return find(root, hadoop);
        } catch (IOException e) {
            throw wrong("The output folder " + root + " cannot be reached: " + StorageFailures.reason(e) + ".", e);
        } catch (IllegalArgumentException e) {
            throw wrong("The output " + root + " is no path.", e);
        }
    }

    /** Creates the folder of all runs if need be, and checks that it keeps what is written. */
    static void prepare(Storage storage, String root) {
        try {
            storage.createFolder("");
        } catch (NoSuchFileException e) {
            throw wrong("The output folder " + root + " cannot be created: there is no place for it.", e);
        } catch (IOException e) {
            throw wrong("The output folder " + root + " cannot be created: " + StorageFailures.reason(e) + ".", e);
        }
        StorageProbe.check(storage, root);
    }

    private static Storage find(String root, Configuration hadoop) throws IOException {
        URI defaults = FileSystem.getDefaultUri(hadoop);
        String scheme = SCHEME.matcher(root).find() ? root.substring(0, root.indexOf(':')) : defaults.getScheme();
        if (scheme.equals("file")) {
            return new LocalStorage(java.nio.file.Path.of(root.replaceFirst("^file:(//)?(?=/)", "")));
        }
        if (!ATOMIC.contains(scheme)) {
            throw wrong(
                    "The output " + root + " must be on a local disk or on HDFS: " + scheme
                            + " cannot rename a folder in one step. Copy published runs there.",
                    null);
        }
        Path path = new Path(root);
        return new HadoopStorage(path.getFileSystem(hadoop), path);
    }

    private static EnrichmentException wrong(String message, @Nullable Throwable cause) {
        return new EnrichmentException(ErrorCode.CONFIG_INVALID, message, cause);
    }
}
