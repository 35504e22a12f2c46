package dev.falcoresponder.servers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A nats-server as a child process. */
final class NatsProcess implements NatsServer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NatsSettings settings;
  private final Scratch scratch;
  private final ServerProcess process;

  private NatsProcess(NatsSettings settings, Scratch scratch, ServerProcess process) {
    this.settings = settings;
    this.scratch = scratch;
    this.process = process;
  }

  static NatsProcess start(
      Path executable, NatsSettings settings, Optional<Path> store, boolean awaitHealth) {
    var scratch = Scratch.create(settings.name());
    var folder = store.orElseGet(() -> scratch.folder("store"));
    var config = scratch.write("nats.conf", settings.text("127.0.0.1", folder.toString()));
    var monitor = NatsMonitor.of(monitorUrl(settings));
    var recipe =
        new ServerProcess.Recipe(
            settings.name(),
            List.of(executable.toString(), "--config", config.toString()),
            Map.of(),
            () -> NatsMonitor.greets(settings.port()) && (!awaitHealth || monitor.healthy()),
            PATIENCE);
    try {
      return new NatsProcess(settings, scratch, ServerProcess.start(recipe, scratch));
    } catch (RuntimeException e) {
      scratch.close();
      throw e;
    }
  }

  @Override
  public int port() {
    return settings.port();
  }

  @Override
  public URI monitorUrl() {
    return monitorUrl(settings);
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String log() {
    return process.tail();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void stop() {
    process.stop();
  }

  @Override
  public void pause() {
    process.pause();
  }

  @Override
  public void resume() {
    process.resume();
  }

  @Override
  public void restart() {
    process.restart();
  }

  @Override
  public boolean running() {
    return process.running();
  }

  @Override
  public void close() {
    process.close();
    scratch.close();
  }

  private static URI monitorUrl(NatsSettings settings) {
    return URI.create("http://127.0.0.1:" + settings.monitorPort());
  }
}
