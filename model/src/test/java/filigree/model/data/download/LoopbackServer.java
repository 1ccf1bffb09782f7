package filigree.model.data.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server inside this process, which does what a test wants to go wrong.
final class LoopbackServer implements AutoCloseable {
    /// How it answers one request.
    @FunctionalInterface
    interface Answer {
        /// @param from first byte that was asked for
        void to(HttpExchange exchange, int from) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Integer> asked = new CopyOnWriteArrayList<>();

    LoopbackServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    /// Answers requests for `path`, which begins with `/`.
    URI serve(String path, Answer answer) {
        server.createContext(
                path,
                exchange -> {
                    String range = exchange.getRequestHeaders().getFirst("Range");
                    int from =
                            range == null
                                    ? 0
                                    : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
                    asked.add(from);
                    try (exchange) {
                        answer.to(exchange, from);
                    }
                });
        return uri(path);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /// First bytes of the requests so far.
    List<Integer> asked() {
        return asked;
    }

    /// Sends the rest of `content`, with the status for it.
    static void send(HttpExchange exchange, byte[] content, int from) throws IOException {
        send(exchange, content, from, content.length);
    }

    /// Announces the rest of `content` and sends it up to byte `to` only.
    static void send(HttpExchange exchange, byte[] content, int from, int to) throws IOException {
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set(
                            "Content-Range",
                            "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        exchange.getResponseBody().write(content, from, to - from);
        exchange.getResponseBody().flush();
    }

    static void status(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
