package dev.falcoresponder.servers;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.Socket;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks an API server whether it is ready and has its default namespace. It is asked many times in a
 * start, and a client for each would cost a third of what the server's start does.
 */
final class ReadinessOfApiServer implements BooleanSupplier {
  private final KubeAccess access;
  private @Nullable KubernetesClient client;

  ReadinessOfApiServer(KubeAccess access) {
    this.access = access;
  }

  @Override
  public boolean getAsBoolean() {
    // It makes its certificate itself, before it listens.
    if (!listens()) {
      return false;
    }
    var asking = client == null ? open() : client;
    client = asking;
    var ready = ready(asking);
    if (ready) {
      asking.close();
      client = null;
    }
    return ready;
  }

  private boolean listens() {
    try (var socket = new Socket(access.url().getHost(), access.url().getPort())) {
      return socket.isConnected();
    } catch (IOException _) {
      return false;
    }
  }

  private KubernetesClient open() {
    var config = access.config();
    config.setRequestRetryBackoffLimit(0);
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  private static boolean ready(KubernetesClient client) {
    try {
      return "ok".equals(client.raw("/readyz"))
          && client.namespaces().withName("default").get() != null;
    } catch (KubernetesClientException _) {
      return false;
    }
  }
}
