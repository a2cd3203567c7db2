package io.confluenceconnector.http;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A CONNECT proxy on loopback that remembers what it was told, and leads every tunnel to the given port of this machine. */
final class RecordingProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int targetPort;
    private final String statusLine;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> heads = new CopyOnWriteArrayList<>();
    private final List<String> clientNames = new CopyOnWriteArrayList<>();

    private RecordingProxy(ServerSocket listener, int targetPort, String statusLine) {
        this.listener = listener;
        this.targetPort = targetPort;
        this.statusLine = statusLine;
        threads.submit(this::accept);
    }

    static RecordingProxy http(int targetPort) throws IOException {
        return new RecordingProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), targetPort, "HTTP/1.1 200 OK");
    }

    static RecordingProxy refusing(String statusLine) throws IOException {
        return new RecordingProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), 0, statusLine);
    }

    static RecordingProxy https(int targetPort, SSLContext tls) throws IOException {
        SSLServerSocket listener = (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 0, InetAddress.getLoopbackAddress());
        listener.setWantClientAuth(true);
        return new RecordingProxy(listener, targetPort, "HTTP/1.1 200 OK");
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The heads of all requests, as they were written. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    /** The subject of the client's certificate, or {@code none}, per connection. */
    List<String> clientNames() {
        return List.copyOf(clientNames);
    }

    private Void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            threads.submit(() -> serve(client));
        }
        return null;
    }

    private Void serve(Socket client) throws IOException {
        try (client) {
            if (client instanceof SSLSocket secure) {
                clientNames.add(nameOf(secure));
            }
            heads.add(readHead(client.getInputStream()));
            client.getOutputStream().write((statusLine + "\r\nContent-Length: 0\r\n\r\n").replace("Content-Length: 0\r\n",
                    statusLine.contains(" 200 ") ? "" : "Content-Length: 0\r\n").getBytes(StandardCharsets.US_ASCII));
            if (statusLine.contains(" 200 ")) {
                tunnel(client);
            }
        }
        return null;
    }

    private void tunnel(Socket client) throws IOException {
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
            threads.submit(() -> copy(client.getInputStream(), target.getOutputStream()));
            copy(target.getInputStream(), client.getOutputStream());
        }
    }

    private static Void copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            out.flush();
        }
        return null;
    }

    private static String nameOf(SSLSocket socket) throws IOException {
        socket.startHandshake();
        try {
            return socket.getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "none";
        }
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int value = in.read();
            if (value < 0) {
                break;
            }
            head.append((char) value);
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
