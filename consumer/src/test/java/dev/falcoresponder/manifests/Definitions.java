package dev.falcoresponder.manifests;

import dev.falcoresponder.servers.Nack;
import java.nio.file.Path;

/** Definitions of resources that components have and other programs bring along. */
public final class Definitions {
  private Definitions() {}

  /** Those of NACK, as it ships them. They stay. */
  public static void ofNack(Kubectl kubectl) {
    install(kubectl, Nack.definitions());
  }

  private static void install(Kubectl kubectl, Path file) {
    kubectl.succeed("apply", "--server-side", "-f", file.toString());
    kubectl.succeed("wait", "--for=condition=Established", "--timeout=30s", "-f", file.toString());
  }
}
