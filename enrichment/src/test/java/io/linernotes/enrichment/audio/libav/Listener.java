package io.linernotes.enrichment.audio.libav;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** A port of this machine that counts who connects, and hangs up. */
final class Listener implements AutoCloseable {
    /** Who has connected may be counted a moment later. */
    private static final long MOMENT_MS = 50;

    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();

    Listener() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::accept, "listener");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                socket.accept().close();
                connections.incrementAndGet();
            }
        } catch (IOException e) {
            // Closed.
            return;
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        try {
            Thread.sleep(MOMENT_MS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
