package io.linernotes.jobs.output;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;
import org.apache.hadoop.security.AccessControlException;

/** Maps what file systems throw onto our error codes. */
public final class StorageFailures {
    private StorageFailures() {}

    /**
     * Returns the error for a file operation that failed: {@code STORAGE_FULL} if space or quota ran out, else
     * {@code STORAGE_UNSAFE}.
     *
     * @param doing what was tried, to follow "Cannot", such as "write the manifest"
     * @param failure what the file system threw. For a full local disk Hadoop throws an {@code FSError}, which is no
     *     exception
     */
    public static EnrichmentException map(String doing, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isFull(cause)) {
                return new EnrichmentException(ErrorCode.STORAGE_FULL, "Cannot " + doing + ": no space left.", failure);
            }
        }
        return new EnrichmentException(
                ErrorCode.STORAGE_UNSAFE, "Cannot " + doing + ": " + reason(failure) + ".", failure);
    }

    /**
     * Returns whether this failure, not its cause, is a full disk or a spent quota. Spark hands on what ended a task as
     * text, so the words count, not the type.
     */
    public static boolean isFull(Throwable failure) {
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left on device")
                || message.contains("disk quota exceeded")
                || failure.getClass().getSimpleName().contains("QuotaExceeded");
    }

    static String reason(Throwable failure) {
        if (failure instanceof AccessDeniedException || failure instanceof AccessControlException) {
            return "permission denied";
        } else if (failure instanceof NotDirectoryException) {
            return "not a directory";
        } else if (failure instanceof NoSuchFileException) {
            return "it is gone";
        } else if (failure instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason().toLowerCase(Locale.ROOT);
        }
        return failure.getClass().getSimpleName();
    }
}
