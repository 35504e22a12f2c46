package dev.falcoresponder.servers;

import java.util.List;

/**
 * What goes into the configuration file of a nats-server.
 *
 * @param port for clients
 * @param monitorPort for {@code /varz} and its kin
 * @param inserts more lines, as they are
 */
record NatsSettings(
    String name, int port, int monitorPort, boolean jetStream, List<String> inserts) {
  NatsSettings {
    inserts = List.copyOf(inserts);
  }

  /**
   * The file's text.
   *
   * @param host the address to listen on
   * @param store where streams are kept
   */
  String text(String host, String store) {
    var basis =
        """
        server_name: %s
        listen: "%s:%d"
        http: "%s:%d"
        """
            .formatted(name, host, port, host, monitorPort);
    var streams = jetStream ? "jetstream { store_dir: \"" + store + "\" }\n" : "";
    return basis + streams + String.join("\n", inserts) + "\n";
  }
}
