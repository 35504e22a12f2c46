package dev.falcoresponder.servers;

import java.util.Optional;

/** The programs that tests, demo and benchmark talk to or through. */
public enum Program {
  /** The newest NATS. */
  NATS_SERVER(
      "nats-server", "NATS_SERVER", true, "nats-server", "github.com/nats-io/nats-server/v2"),
  /** The oldest NATS that is supported, 2.9. Never taken from PATH: what is there may be newer. */
  NATS_SERVER_FLOOR(
      "nats-server", "NATS_SERVER_FLOOR", false, "nats-server-" + Program.FLOOR_VERSION, ""),
  /** The {@code nats} command line. */
  NATS_CLI("nats", "NATS_CLI", true, "nats-cli", "github.com/nats-io/natscli"),
  /** The Kubernetes API server's store. */
  ETCD("etcd", "KUBEBUILDER_ASSETS", true, "kubernetes", "k8s.io/kubernetes"),
  /** The Kubernetes API server. */
  KUBE_APISERVER("kube-apiserver", "KUBEBUILDER_ASSETS", true, "kubernetes", "k8s.io/kubernetes"),
  /** The Kubernetes command line. */
  KUBECTL("kubectl", "KUBEBUILDER_ASSETS", true, "kubernetes", "k8s.io/kubernetes"),
  /** Scrapes replicas and evaluates alerts and dashboard. */
  PROMETHEUS("prometheus", "PROMETHEUS", true, "prometheus", "github.com/prometheus/prometheus"),
  /** Its tool, which checks and tests rules. */
  PROMTOOL("promtool", "PROMTOOL", true, "prometheus", "github.com/prometheus/prometheus"),
  /** The installer of charts. */
  HELM("helm", "HELM", true, "helm", "helm.sh/helm/v4"),
  /** NATS's controller for Kubernetes, with its resource definitions beside it. */
  NACK("jetstream-controller", "NACK", false, "nack", "github.com/nats-io/nack"),
  /** What container engines start containers by, Debian's. */
  RUNC("runc", "RUNC", true, "runc-debian", ""),
  /** What lies to a process about the time, Debian's; a library, whose file must not be missing. */
  LIBFAKETIME("libfaketimeMT.so.1", "LIBFAKETIME", false, "libfaketime-debian", ""),
  /**
   * The forwarder between Falco and NATS. No Go module and no package ships it, so it is never in
   * the cache.
   */
  FALCOSIDEKICK("falcosidekick", "FALCOSIDEKICK", true, "", "");

  /** What {@code scripts/servers} pins for the floor: the version in Debian 12. */
  private static final String FLOOR_VERSION = "2.9.10";

  private final String executable;
  private final String variable;
  private final boolean onPath;
  private final String folder;
  private final String module;

  Program(String executable, String variable, boolean onPath, String folder, String module) {
    this.executable = executable;
    this.variable = variable;
    this.onPath = onPath;
    this.folder = folder;
    this.module = module;
  }

  /** The name of its file. */
  public String executable() {
    return executable;
  }

  /** The environment variable that names the file, or the folder that holds it. */
  String variable() {
    return variable;
  }

  /** Whether PATH may be asked. */
  boolean mayComeFromPath() {
    return onPath;
  }

  /** Its folder in the cache of {@code scripts/servers}, where that script knows the program. */
  Optional<String> cacheFolder(Pins pins) {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    return module.isEmpty()
        ? Optional.of(folder)
        : pins.version(module).map(version -> folder + "-" + version);
  }

  /** The image that stands in for the file where Docker answers. */
  Optional<String> image(Pins pins) {
    return switch (this) {
      case NATS_SERVER -> pins.version(module).map(version -> "nats:" + version + "-alpine");
      case NATS_SERVER_FLOOR -> Optional.of("nats:" + FLOOR_VERSION + "-alpine");
      case FALCOSIDEKICK -> Optional.of("falcosecurity/falcosidekick:2.34.1");
      case NATS_CLI,
          ETCD,
          KUBE_APISERVER,
          KUBECTL,
          PROMETHEUS,
          PROMTOOL,
          HELM,
          NACK,
          RUNC,
          LIBFAKETIME ->
          Optional.empty();
    };
  }
}
