package dev.falcoresponder.e2e;

import dev.falcoresponder.servers.KubeAccess;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.util.concurrent.Flow;

/**
 * A deletion whose body never arrives: the API server waits for it as long as a request may take.
 */
final class EndlessRequest implements AutoCloseable {
  private final HttpClient http;

  /** Begins one on that path, such as {@code /api/v1/namespaces/shop/pods/cart-0}. */
  EndlessRequest(KubeAccess access, String path) {
    try {
      http = HttpClient.newBuilder().sslContext(SSLUtils.sslContext(access.config())).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    var request =
        HttpRequest.newBuilder(access.url().resolve(path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Authorization", "Bearer " + access.token())
            .header("Content-Type", "application/json")
            .method(
                "DELETE",
                BodyPublishers.fromPublisher(reader -> reader.onSubscribe(new Silence()), 1))
            .build();
    var _ = http.sendAsync(request, BodyHandlers.discarding());
  }

  private record Silence() implements Flow.Subscription {
    @Override
    public void request(long count) {}

    @Override
    public void cancel() {}
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
