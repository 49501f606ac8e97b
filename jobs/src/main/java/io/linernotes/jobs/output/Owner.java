package io.linernotes.jobs.output;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Who holds a lock.
 *
 * @param host for people to read
 * @param machine tells machines, reboots and containers apart: process ids mean something only within one
 * @param pid process id
 * @param started when the process started, ISO 8601; empty if unknown. Process ids are used again
 */
record Owner(String host, String machine, long pid, String started) {
    private static final ObjectMapper JSON = new JsonMapper();

    static Owner thisProcess() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(hostName(), machineName(), self.pid(), startOf(self));
    }

    /** Returns whether this process is known to be gone. Only a process on this machine can be known to be. */
    boolean isDead() {
        if (!machine.equals(machineName())) {
            return false;
        }
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        return process.isEmpty() || !startOf(process.get()).equals(started);
    }

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    static Owner fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, Owner.class);
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown host";
        }
    }

    private static String machineName() {
        try {
            String boot =
                    Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            return boot + " " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
        } catch (IOException | UnsupportedOperationException e) {
            return hostName();
        }
    }
}
