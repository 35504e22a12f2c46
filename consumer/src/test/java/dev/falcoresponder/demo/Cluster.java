package dev.falcoresponder.demo;

import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.Program;
import dev.falcoresponder.servers.Servers;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A cluster as the demo needs it: an API server, and logins for two. */
interface Cluster extends AutoCloseable {
  /** The real one where its programs are at hand, else the simulator. */
  static Cluster best() {
    boolean real =
        Stream.of(Program.ETCD, Program.KUBE_APISERVER)
            .allMatch(program -> Servers.locate(program) instanceof Executable);
    return real ? RealCluster.start() : SimulatedCluster.start();
  }

  /** What this is, in words that do not claim more than is true. */
  String description();

  /** The administrator's client; closed with the cluster. */
  KubernetesClient admin();

  /** The administrator's login. */
  Path adminKubeconfig();

  /** The program's login. */
  Path responderKubeconfig();

  /** What the program asked to be deleted in a namespace, and what it was answered. */
  List<AuditLog.Entry> deletions(String namespace);

  /** Commands with which a person may look into it. */
  List<String> hints();

  @Override
  void close();
}
