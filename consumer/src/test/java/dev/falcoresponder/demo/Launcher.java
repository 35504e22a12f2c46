package dev.falcoresponder.demo;

import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code scripts/falco-responder} as a person calls it. */
final class Launcher {
  private Launcher() {}

  /** What a command printed, and its exit code. */
  record Answer(int exit, String output) {}

  /** Runs a sub-command against that server and returns when it has ended. */
  static Answer run(NatsServer nats, String... arguments) {
    var command =
        new ArrayList<>(List.of(Repository.root().resolve("scripts/falco-responder").toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("FALCO_RESPONDER_"));
    builder.environment().put("FALCO_RESPONDER_NATS_SERVERS", nats.url());
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
