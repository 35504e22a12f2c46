package dev.falcoresponder.servers;

import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.images.builder.Transferable;

/**
 * A nats-server in a container. Its ports are fixed ones of the host, since mapped ones change over
 * a restart.
 */
final class NatsContainer implements NatsServer {
  private static final String CONFIG = "/etc/nats/nats-server.conf";
  private static final String STORE = "/data";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final NatsSettings settings;
  private final Container container;

  private NatsContainer(NatsSettings settings, Container container) {
    this.settings = settings;
    this.container = container;
  }

  static NatsContainer start(
      String image, NatsSettings settings, Optional<Path> store, Optional<Path> files) {
    var container = new Container(image);
    container.setPortBindings(List.of(binding(settings.port()), binding(settings.monitorPort())));
    container.setCommand("--config", CONFIG);
    container.withCopyToContainer(Transferable.of(settings.text("0.0.0.0", STORE)), CONFIG);
    files.ifPresent(folder -> bind(container, folder, folder.toString(), BindMode.READ_ONLY));
    store.ifPresent(folder -> {
      bind(container, folder, STORE, BindMode.READ_WRITE);
      // As root, the image's user, the server would leave files that the folder's owner cannot
      // remove.
      container.withCreateContainerCmdModifier(create -> create.withUser(owner(folder)));
    });
    var server = new NatsContainer(settings, container);
    try {
      container.start();
      server.awaitReady();
      return server;
    } catch (RuntimeException e) {
      var failure =
          new IllegalStateException(settings.name() + " did not start:\n" + server.log(), e);
      server.close();
      throw failure;
    }
  }

  private static void bind(Container container, Path folder, String inside, BindMode mode) {
    container.withFileSystemBind(folder.toString(), inside, mode);
  }

  private static String owner(Path folder) {
    try {
      return Files.getAttribute(folder, "unix:uid") + ":" + Files.getAttribute(folder, "unix:gid");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return container.log();
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
    // Docker refuses what is so already, while a signal is just one more.
    if (running() && !paused()) {
      container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void resume() {
    if (paused()) {
      container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void restart() {
    stop();
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    awaitReady();
  }

  @Override
  public boolean running() {
    return container.isRunning();
  }

  @Override
  public void close() {
    container.stop();
  }

  private void awaitReady() {
    await(settings.name())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .failFast(settings.name() + " has ended", () -> !running())
        .until(() -> NatsMonitor.greets(port()) && NatsMonitor.of(monitorUrl()).healthy());
  }

  private boolean paused() {
    return Boolean.TRUE.equals(container.getCurrentContainerInfo().getState().getPaused());
  }

  /** Keeps the log when it goes: a container that does not start is removed before anyone asks. */
  private static final class Container extends GenericContainer<Container> {
    private String last = "";

    Container(String image) {
      super(image);
      // A published port accepts before the server does; awaitReady knows better.
      setWaitStrategy(new NotAtAll());
    }

    String log() {
      return getContainerId() == null ? last : getLogs();
    }

    @Override
    protected void containerIsStopping(InspectContainerResponse info) {
      last = getLogs();
    }
  }

  private static final class NotAtAll extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
