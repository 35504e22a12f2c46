package dev.falcoresponder.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * The floor of every deletion: for each {@code NAMESPACE NAME} on its input one GET, and one DELETE
 * with the uid as precondition, by the program's HTTP library and account, with as many requests in
 * flight.
 */
public final class BareDeletions {
  /** The program's default of {@code kubernetes.max-in-flight}. */
  private static final int IN_FLIGHT = 32;

  private final KubernetesClient client;
  private final Semaphore slots = new Semaphore(IN_FLIGHT);

  private BareDeletions(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Deletes until the input ends.
   *
   * @param arguments the kubeconfig
   */
  public static void main(String[] arguments) throws IOException {
    var config =
        new ConfigBuilder(Config.fromKubeconfig(new File(arguments[0])))
            .withHttp2Disable(true)
            .withRequestRetryBackoffLimit(0)
            .build();
    try (var client = new KubernetesClientBuilder().withConfig(config).build();
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      var deletions = new BareDeletions(client);
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var space = line.indexOf(' ');
        var path =
            "/api/v1/namespaces/" + line.substring(0, space) + "/pods/" + line.substring(space + 1);
        executor.execute(() -> deletions.delete(path));
      }
    }
  }

  private void delete(String path) {
    slots.acquireUninterruptibly();
    try {
      var pod = JsonParser.parseString(client.raw(path)).getAsJsonObject();
      var uid = pod.getAsJsonObject("metadata").get("uid").getAsString();
      var options =
          new DeleteOptionsBuilder()
              .withGracePeriodSeconds(1L)
              .withNewPreconditions()
              .withUid(uid)
              .endPreconditions()
              .build();
      client.raw(path, "DELETE", options);
    } finally {
      slots.release();
    }
  }
}
