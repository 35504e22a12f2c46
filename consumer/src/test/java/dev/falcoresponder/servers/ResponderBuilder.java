package dev.falcoresponder.servers;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Says how a replica of the program is started: by {@code scripts/falco-responder run}, configured
 * by environment variables only. Variables of ours that would configure it are taken away.
 */
public final class ResponderBuilder {
  /** Long, because the first start may have to build the program. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Function<Map<String, String>, List<String>> command =
      _ -> List.of(Repository.root().resolve("scripts/falco-responder").toString(), "run");
  private Consumer<Map<String, String>> beforeStart = _ -> {};
  private final Map<String, String> environment = new HashMap<>();

  ResponderBuilder() {
    for (var variable : System.getenv().keySet()) {
      if (variable.startsWith("FALCO_RESPONDER_") || variable.equals("KUBECONFIG")) {
        environment.put(variable, "");
      }
    }
  }

  /** Reads alerts from there; several servers are joined by commas. */
  public ResponderBuilder nats(String url) {
    return environment("FALCO_RESPONDER_NATS_SERVERS", url);
  }

  /** Works on that cluster, with the rights of that kubeconfig's user. */
  public ResponderBuilder kubeconfig(Path file) {
    return environment("KUBECONFIG", file.toString());
  }

  /** Sets a key of the configuration, such as {@code nats.mode}. */
  public ResponderBuilder setting(String key, String value) {
    return environment(variable(key), value);
  }

  /** Sets an environment variable, such as {@code JAVA_TOOL_OPTIONS}. */
  public ResponderBuilder environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Starts something else than the launcher of this work tree. */
  public ResponderBuilder command(String... words) {
    return command(_ -> List.of(words));
  }

  /** Starts what comes of a replica's environment variables, for what does not inherit them. */
  public ResponderBuilder command(Function<Map<String, String>, List<String>> words) {
    command = words;
    return this;
  }

  /** Does that before each replica is started; is told its environment variables. */
  public ResponderBuilder beforeStart(Consumer<Map<String, String>> step) {
    beforeStart = step;
    return this;
  }

  /**
   * Starts a replica and returns when it is ready. Can be called again: every replica has its own
   * port.
   */
  public ResponderProcess start() {
    var replica = launch();
    try {
      replica.awaitReady();
      return replica;
    } catch (RuntimeException e) {
      replica.close();
      throw e;
    }
  }

  /** Starts a replica and returns at once, for replicas that are not expected to become ready. */
  public ResponderProcess launch() {
    int port = FreePorts.next();
    var http = URI.create("http://127.0.0.1:" + port);
    var scratch = Scratch.create("replica");
    var variables = new HashMap<>(environment);
    variables.put(variable("http.port"), Integer.toString(port));
    beforeStart.accept(Map.copyOf(variables));
    var readyz = http.resolve("/readyz");
    var recipe =
        new ServerProcess.Recipe(
            "falco-responder",
            command.apply(Map.copyOf(variables)),
            variables,
            () -> Http.get(readyz).filter(answer -> answer.status() == 200).isPresent(),
            PATIENCE);
    return new ResponderProcess(scratch, ServerProcess.launchOnly(recipe, scratch), http);
  }

  /**
   * The environment variable of a key: {@code nats.servers} is {@code
   * FALCO_RESPONDER_NATS_SERVERS}.
   */
  static String variable(String key) {
    return "FALCO_RESPONDER_" + key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}
