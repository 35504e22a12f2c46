package dev.falcoresponder.consumer.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Takes a response's body piece by piece, and no more of it than an object in Kubernetes can be.
 */
final class CollectedBody implements AsyncBody.Consumer<List<ByteBuffer>> {
  /**
   * etcd takes 1.5 MiB for an object; JSON is larger than what is stored, but not several times.
   */
  private static final int LARGEST = 8 * 1024 * 1024;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private volatile @Nullable AsyncBody body;

  /** Starts reading; completes with the whole text. */
  CompletableFuture<String> read(HttpResponse<AsyncBody> response) {
    var opened = response.body();
    body = opened;
    opened.consume();
    return opened.done().thenApply(_ -> bytes.toString(StandardCharsets.UTF_8));
  }

  @Override
  public void consume(List<ByteBuffer> pieces, AsyncBody from) throws IOException {
    for (var piece : pieces) {
      if (bytes.size() + piece.remaining() > LARGEST) {
        throw new IOException("the answer is larger than " + LARGEST + " bytes");
      }
      var copy = new byte[piece.remaining()];
      piece.get(copy);
      bytes.writeBytes(copy);
    }
    from.consume();
  }

  /** Stops reading and lets go of the connection. */
  void abandon() {
    var opened = body;
    if (opened != null) {
      opened.cancel();
    }
  }
}
