package io.linernotes.jobs.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks paths before anything starts. Only local ones can be checked here; URLs are looked at when they are read. */
final class Paths {
    private static final Pattern REMOTE = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]+:/.*");
    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

    private Paths() {}

    /** Adds a problem unless the path exists, or only the file system can tell. */
    static void requireInput(String what, String path, List<String> problems) {
        Path local = local(path);
        if (path.isBlank()) {
            problems.add("The " + what + " has an empty name.");
        } else if (local != null && !Files.exists(local) && !GLOB.matcher(path).matches()) {
            problems.add("There is no " + what + " " + path + ".");
        } else if (local != null && Files.exists(local) && !Files.isReadable(local)) {
            problems.add("The " + what + " " + path + " cannot be read: permission denied.");
        }
    }

    /** Adds a problem unless the path is a file, or only the file system can tell. */
    static void requireFile(String path, List<String> problems) {
        Path local = local(path);
        if (local != null && !path.isBlank() && Files.isDirectory(local)) {
            problems.add(
                    path + " is a folder: name the files in it, such as " + path.replaceFirst("/+$", "") + "/*.mp3.");
        } else if (local != null && !Files.exists(local)) {
            problems.add("There is no file " + path + ".");
        } else {
            requireInput("file", path, problems);
        }
    }

    /** Adds a problem if the path is there but is no folder. */
    static void requireFolderOrNothing(String what, String path, List<String> problems) {
        Path local = local(path);
        if (path.isBlank()) {
            problems.add("The " + what + " has an empty name.");
        } else if (local != null && Files.exists(local) && !Files.isDirectory(local)) {
            problems.add("The " + what + " " + path + " is not a folder.");
        }
    }

    /** Adds a problem if there is something that would be overwritten. */
    static void requireNew(String what, String path, List<String> problems) {
        Path local = local(path);
        if (path.isBlank()) {
            problems.add("The " + what + " has an empty name.");
        } else if (local != null && Files.exists(local)) {
            problems.add("The " + what + " " + path + " is there already; nothing is overwritten.");
        }
    }

    private static @Nullable Path local(String path) {
        if (REMOTE.matcher(path).matches()) {
            return null;
        }
        try {
            return Path.of(path.replaceFirst("^file:(//)?(?=/)", ""));
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
