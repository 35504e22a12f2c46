package dev.falcoresponder.servers;

import java.net.URI;
import org.testcontainers.Testcontainers;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The program itself in a container, which reaches NATS by way of the host. */
final class FalcosidekickContainer implements Falcosidekick {
  private static final int PORT = 2801;

  private final GenericContainer<?> container;

  private FalcosidekickContainer(GenericContainer<?> container) {
    this.container = container;
  }

  static FalcosidekickContainer start(String image, NatsServer server) {
    Testcontainers.exposeHostPorts(server.port());
    var container = new GenericContainer<>(image);
    container.addExposedPort(PORT);
    container.addEnv("NATS_HOSTPORT", "nats://host.testcontainers.internal:" + server.port());
    container.setWaitStrategy(Wait.forHttp("/ping").forPort(PORT));
    container.start();
    return new FalcosidekickContainer(container);
  }

  @Override
  public void publish(String alertJson) {
    FalcosidekickHttp.publish(
        URI.create("http://" + container.getHost() + ":" + container.getMappedPort(PORT)),
        alertJson);
  }

  @Override
  public String description() {
    return "Falcosidekick itself, in a container";
  }

  @Override
  public void close() {
    container.stop();
  }
}
