package dev.falcoresponder.servers;

import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.Located.Image;
import dev.falcoresponder.servers.Located.Missing;
import java.util.function.UnaryOperator;

/**
 * What stands between Falco and NATS: takes an alert as Falco sends it and publishes it. Where the
 * program is at hand it is the program, else what the program put on the wire is played again.
 */
public sealed interface Falcosidekick extends AutoCloseable
    permits FalcosidekickProcess, FalcosidekickContainer, FalcosidekickReplay {
  /** The best that there is, publishing into that server. */
  static Falcosidekick publishingInto(NatsServer server) {
    return switch (Servers.locate(Program.FALCOSIDEKICK)) {
      case Executable(_, var path, _) -> FalcosidekickProcess.start(path, server);
      case Image(_, var name) -> FalcosidekickContainer.start(name, server);
      case Missing _ -> replayInto(server);
    };
  }

  /** What the program put on the wire, played again. */
  static Falcosidekick replayInto(NatsServer server) {
    return replayInto(server, UnaryOperator.identity());
  }

  /** As {@link #replayInto(NatsServer)}, by a client that logs in as is said. */
  static Falcosidekick replayInto(NatsServer server, UnaryOperator<WireReplay> login) {
    return new FalcosidekickReplay(server.port(), login);
  }

  /**
   * Publishes an alert.
   *
   * @param alertJson one alert as Falco sends it, with {@code rule} and {@code priority}
   * @throws IllegalStateException if the alert was not taken
   */
  void publish(String alertJson);

  /** What this is, in words, for output that must not claim more than is true. */
  String description();

  @Override
  void close();
}
