package dev.falcoresponder.servers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says what kind of API server is wanted. By default: audit of pod deletions, no more flags. */
public final class ApiServerBuilder {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private boolean audit = true;
  private final List<String> flags = new ArrayList<>();

  ApiServerBuilder() {}

  /** Whether deletions of pods are logged with their bodies. */
  public ApiServerBuilder audit(boolean on) {
    audit = on;
    return this;
  }

  /** Adds a flag of kube-apiserver, such as {@code --max-mutating-requests-inflight=1}. */
  public ApiServerBuilder flag(String flag) {
    flags.add(flag);
    return this;
  }

  /**
   * Starts both programs and returns when the API server is ready. Gives the test up where one is
   * missing.
   */
  public ApiServer start() {
    var etcdProgram = Servers.requireExecutable(Program.ETCD).path();
    var apiServerProgram = Servers.requireExecutable(Program.KUBE_APISERVER).path();
    var scratch = Scratch.create("kubernetes");
    try {
      var etcd = startEtcd(etcdProgram, scratch);
      return startApiServer(apiServerProgram, scratch, etcd);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  private record Etcd(ServerProcess process, String url) {}

  private static Etcd startEtcd(Path program, Scratch scratch) {
    var clients = "http://127.0.0.1:" + FreePorts.next();
    var peers = "http://127.0.0.1:" + FreePorts.next();
    var command =
        List.of(
            program.toString(),
            "--name=etcd",
            "--data-dir=" + scratch.path("etcd"),
            "--listen-client-urls=" + clients,
            "--advertise-client-urls=" + clients,
            "--listen-peer-urls=" + peers,
            "--initial-advertise-peer-urls=" + peers,
            "--initial-cluster=etcd=" + peers,
            // What survives a power cut does not matter here; what survives a SIGKILL does, and
            // that needs no fsync.
            "--unsafe-no-fsync",
            "--log-level=warn");
    var health = URI.create(clients + "/health");
    var recipe =
        new ServerProcess.Recipe(
            "etcd",
            command,
            Map.of(),
            () -> Http.get(health).filter(answer -> answer.status() == 200).isPresent(),
            PATIENCE);
    return new Etcd(ServerProcess.start(recipe, scratch), clients);
  }

  private ApiServer startApiServer(Path program, Scratch scratch, Etcd etcd) {
    var files = ApiServerFiles.write(scratch, audit);
    int port = FreePorts.next();
    var url = URI.create("https://127.0.0.1:" + port);
    var command = new ArrayList<>(List.of(program.toString()));
    command.addAll(files.flags());
    command.addAll(
        List.of(
            "--etcd-servers=" + etcd.url(),
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + port,
            "--service-cluster-ip-range=10.0.0.0/24",
            "--authorization-mode=RBAC",
            "--allow-privileged",
            // Nobody here makes default accounts and their tokens, which that plugin would wait
            // for.
            "--disable-admission-plugins=ServiceAccount",
            "--enable-admission-plugins=PodSecurity",
            "--endpoint-reconciler-type=none"));
    command.addAll(flags);
    var admin = new KubeAccess(url, files.servingCertificate(), ApiServerFiles.ADMIN_TOKEN);
    var recipe =
        new ServerProcess.Recipe(
            "kube-apiserver",
            command,
            // Much of its start is a collection of garbage that soon is over.
            Map.of("GOGC", "400"),
            new ReadinessOfApiServer(admin),
            PATIENCE);
    try {
      return new ApiServer(
          scratch, files, etcd.process(), ServerProcess.start(recipe, scratch), url);
    } catch (RuntimeException e) {
      etcd.process().close();
      throw e;
    }
  }
}
