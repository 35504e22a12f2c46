package dev.falcoresponder.servers;

import java.nio.file.Path;

/** How the Kubernetes client logs in from this process, until it is closed. */
public final class ClusterLogin implements AutoCloseable {
  /** Where the client looks before it looks at the environment. */
  private static final String PLACE = "kubeconfig";

  private ClusterLogin() {}

  /** Logs in by that file, instead of any before. */
  public static ClusterLogin by(Path kubeconfig) {
    System.setProperty(PLACE, kubeconfig.toString());
    return new ClusterLogin();
  }

  @Override
  public void close() {
    System.clearProperty(PLACE);
  }
}
