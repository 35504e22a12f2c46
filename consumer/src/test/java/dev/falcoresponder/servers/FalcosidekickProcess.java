package dev.falcoresponder.servers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The program itself as a child process. */
final class FalcosidekickProcess implements Falcosidekick {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Scratch scratch;
  private final ServerProcess process;
  private final URI url;

  private FalcosidekickProcess(Scratch scratch, ServerProcess process, URI url) {
    this.scratch = scratch;
    this.process = process;
    this.url = url;
  }

  static FalcosidekickProcess start(Path program, NatsServer server) {
    var scratch = Scratch.create("falcosidekick");
    int port = FreePorts.next();
    var url = URI.create("http://127.0.0.1:" + port);
    var environment =
        Map.of(
            "LISTENADDRESS", "127.0.0.1",
            "LISTENPORT", Integer.toString(port),
            "NATS_HOSTPORT", server.url());
    var recipe =
        new ServerProcess.Recipe(
            "falcosidekick",
            List.of(program.toString()),
            environment,
            () -> FalcosidekickHttp.ready(url),
            PATIENCE);
    try {
      return new FalcosidekickProcess(scratch, ServerProcess.start(recipe, scratch), url);
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public void publish(String alertJson) {
    FalcosidekickHttp.publish(url, alertJson);
  }

  @Override
  public String description() {
    return "Falcosidekick itself";
  }

  @Override
  public void close() {
    process.close();
    scratch.close();
  }
}
