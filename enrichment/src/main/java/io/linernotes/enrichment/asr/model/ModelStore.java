package io.linernotes.enrichment.asr.model;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of installed models, {@code FOLDER/openai/whisper-small.en}, with its lock file. A model appears in it whole
 * or not at all. Several processes may use it at once.
 */
public final class ModelStore {
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,95}(/[A-Za-z0-9][A-Za-z0-9._-]{0,95})?");

    /** Folders whose names begin with a dot are no models: no name does. */
    private static final String WORK = ".work";

    private static final Object IN_THIS_PROCESS = new Object();

    private final Path folder;

    /** @param folder may not exist yet */
    public ModelStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /**
     * Opens a model by whatever names it.
     *
     * @param nameOrPath name of an embedded model, of an installed one, or the path of a folder
     */
    public ModelFolder open(String nameOrPath) {
        boolean installed = !ModelFolder.isEmbedded(nameOrPath) && isInstalled(nameOrPath);
        return installed ? ModelFolder.openDirectory(path(nameOrPath)) : ModelFolder.open(nameOrPath);
    }

    /** Names of all installed models, sorted. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String first : visible(folder)) {
            if (Files.exists(folder.resolve(first).resolve(ModelFolder.JSON_FILES.get(0)))) {
                names.add(first);
                continue;
            }
            for (String second : visible(folder.resolve(first))) {
                names.add(first + "/" + second);
            }
        }
        return names.stream().filter(this::isInstalled).sorted().toList();
    }

    public boolean isInstalled(String name) {
        return NAME.matcher(name).matches() && Files.exists(path(name).resolve(ModelFolder.JSON_FILES.get(0)));
    }

    /** An installed model by its JSON files alone: quick, and without a comparison with the lock file. */
    public ModelFolder look(String name) {
        return ModelFolder.look(name, path(name));
    }

    /** Folder of an installed model. */
    public Path path(String name) {
        return folder.resolve(requireName(name));
    }

    /** What is pinned of a model; null when nothing is. */
    public ModelLock.@Nullable Entry pinned(String name) {
        return ModelLock.read(folder).models().get(name);
    }

    /**
     * Copies a model into the store.
     *
     * @param source a folder in Hugging Face layout, such as a snapshot of that hub's own cache
     * @param check looks at the copy and throws when it is no usable model
     */
    public ModelFolder importFrom(Path source, String name, Consumer<ModelFolder> check) {
        requireNotInstalled(name);
        if (!Files.isDirectory(source)) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_MISSING, "There is no folder %s to import.".formatted(source));
        }
        try {
            Files.createDirectories(folder.resolve(WORK));
            Path copy = Files.createTempDirectory(folder.resolve(WORK), "import-");
            try {
                new ModelImport(source.toRealPath(), copy).run();
                return install(name, null, copy, check);
            } finally {
                Folders.delete(copy);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Makes a complete folder the installed model, and pins its files.
     *
     * @param revision where it comes from; null when unknown
     * @param complete folder inside the store's file system; moved
     */
    ModelFolder install(String name, @Nullable String revision, Path complete, Consumer<ModelFolder> check)
            throws IOException {
        ModelFolder model = ModelFolder.openDirectory(complete);
        check.accept(model);
        synchronized (IN_THIS_PROCESS) {
            try (FileChannel channel =
                    FileChannel.open(folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                requireNotInstalled(name);
                ModelLock lock = ModelLock.read(folder);
                ModelLock.Entry pinned = lock.models().get(name);
                if (pinned != null && !pinned.files().equals(model.files())) {
                    throw new EnrichmentException(
                            ErrorCode.MODEL_INTEGRITY,
                            "The files of model %s are not those that %s pins."
                                    .formatted(name, folder.resolve(ModelLock.FILE)));
                }
                if (pinned == null) {
                    Map<String, PinnedFile> files = new TreeMap<>(model.files());
                    lock.with(name, new ModelLock.Entry(revision, files)).write(folder);
                }
                Files.createDirectories(path(name).getParent());
                Files.move(complete, path(name), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return ModelFolder.openDirectory(path(name));
    }

    /** A folder for unfinished work that a later attempt goes on with. */
    Path workFolder(String name) {
        return folder.resolve(WORK).resolve(requireName(name).replace("/", "--"));
    }

    void requireNotInstalled(String name) {
        if (ModelFolder.isEmbedded(name)) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "Model %s ships with Linernotes: choose another name.".formatted(name));
        }
        if (Files.exists(path(name))) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "Model %s is installed already; delete %s to install it anew.".formatted(name, path(name)));
        }
    }

    private static List<String> visible(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_MISSING, "The folder of models %s cannot be read.".formatted(folder), e);
        }
    }

    private static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "A model's name looks like openai/whisper-small.en or whisper-small.en, not like %s."
                            .formatted(name));
        }
        return name;
    }

    EnrichmentException unwritable(IOException e) {
        return new EnrichmentException(
                ErrorCode.CONFIG_INVALID,
                "Cannot write to the folder of models %s (%s)."
                        .formatted(folder, e.getClass().getSimpleName()),
                e);
    }
}
