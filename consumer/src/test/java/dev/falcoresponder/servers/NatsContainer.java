package dev.falcoresponder.servers;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Volume;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;

/**
 * A nats-server in a container. Its ports are fixed ones of the host, since mapped ones change over
 * a restart.
 */
final class NatsContainer implements NatsServer {
  private static final String CONFIG = "/etc/nats/nats-server.conf";
  private static final String STORE = "/data";

  private final NatsSettings settings;
  private final GenericContainer<?> container;

  private NatsContainer(NatsSettings settings, GenericContainer<?> container) {
    this.settings = settings;
    this.container = container;
  }

  static NatsContainer start(String image, NatsSettings settings, Optional<Path> store) {
    var container = new GenericContainer<>(image);
    container.setPortBindings(List.of(binding(settings.port()), binding(settings.monitorPort())));
    container.setCommand("--config", CONFIG);
    container.setWaitStrategy(Wait.forLogMessage(".*Server is ready.*", 1));
    container.withCopyToContainer(Transferable.of(settings.text("0.0.0.0", STORE)), CONFIG);
    store.ifPresent(
        folder -> container.withCreateContainerCmdModifier(create -> bind(create, folder)));
    container.start();
    var started = new NatsContainer(settings, container);
    started.awaitHealthy();
    return started;
  }

  private static void bind(CreateContainerCmd create, Path folder) {
    var host = Objects.requireNonNull(create.getHostConfig());
    create.withHostConfig(host.withBinds(new Bind(folder.toString(), new Volume(STORE))));
  }

  private static String binding(int port) {
    return "127.0.0.1:" + port + ":" + port;
  }

  @Override
  public int port() {
    return settings.port();
  }

  @Override
  public URI monitorUrl() {
    return URI.create("http://127.0.0.1:" + settings.monitorPort());
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public String log() {
    return container.getLogs();
  }

  @Override
  public void kill() {
    if (running()) {
      container
          .getDockerClient()
          .killContainerCmd(container.getContainerId())
          .withSignal("KILL")
          .exec();
    }
  }

  @Override
  public void stop() {
    if (running()) {
      container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void pause() {
    container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void restart() {
    stop();
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    awaitHealthy();
  }

  @Override
  public boolean running() {
    return container.isRunning();
  }

  @Override
  public void close() {
    container.stop();
  }
}
