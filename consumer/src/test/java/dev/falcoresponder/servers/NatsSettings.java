package dev.falcoresponder.servers;

import java.util.List;
import java.util.OptionalLong;

/**
 * What goes into the configuration file of a nats-server.
 *
 * @param port for clients
 * @param monitorPort for {@code /varz} and its kin
 * @param maxFileStore how much it may store, in bytes; else it decides by itself
 * @param inserts more lines, as they are
 */
record NatsSettings(
    String name,
    int port,
    int monitorPort,
    boolean jetStream,
    OptionalLong maxFileStore,
    List<String> inserts) {
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
    var limit = maxFileStore.isPresent() ? ", max_file_store: " + maxFileStore.getAsLong() : "";
    var streams = jetStream ? "jetstream { store_dir: \"" + store + "\"" + limit + " }\n" : "";
    return basis + streams + String.join("\n", inserts) + "\n";
  }
}
