package io.linernotes.enrichment.onnx;

import ai.onnxruntime.OrtEnvironment;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Starts ONNX Runtime, silenced. Its published builds for Linux and macOS report every process, session and model to their
 * vendor unless {@code ORT_DISABLE_TELEMETRY} is set before the library starts; collecting the report also overflows the
 * stack where the command line is long, as with many jars on a class path. Java cannot change its own environment, so the C
 * library is asked to.
 */
public final class OnnxRuntime {
    private static final String SWITCH = "ORT_DISABLE_TELEMETRY";

    static {
        if (!Platform.isWindows()) {
            Function setenv = NativeLibrary.getInstance(Platform.C_LIBRARY_NAME).getFunction("setenv");
            if (setenv.invokeInt(new Object[] {SWITCH, "1", 1}) != 0) {
                throw new IllegalStateException("Cannot switch off the telemetry of ONNX Runtime");
            }
        }
    }

    private OnnxRuntime() {}

    /** The environment of this JVM; never closed. Nothing else may ask ONNX Runtime for it first. */
    public static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }
}
