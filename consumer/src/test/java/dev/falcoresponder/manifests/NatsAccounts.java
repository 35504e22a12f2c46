package dev.falcoresponder.manifests;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The broker's part of the component {@code nats-accounts}, as NATS's own chart renders it. */
public final class NatsAccounts {
  /** The password of every user. */
  public static final String PASSWORD = "x";

  /** How the reply subjects of replicas begin. */
  public static final String INBOX_PREFIX = "_INBOX_falco-responder";

  /** The account that the component makes. */
  public static final String ACCOUNT = "FALCO";

  /** The account of who only looks. */
  public static final String VIEW = "FALCO_VIEW";

  /** The replicas' user. */
  public static final String RESPONDER = "responder";

  /** What the chart does with {@code "<< $NAME >>"}: it takes the quotes away. */
  private static final Pattern UNQUOTED = Pattern.compile("\"<< (\\$(\\w+)) >>\"");

  /** As the chart: the server's configuration knows no other escapes than a few. */
  private static final Gson RAW = new GsonBuilder().disableHtmlEscaping().create();

  private NatsAccounts() {}

  /** The folder of the component. */
  public static Path folder() {
    return Components.path("nats-accounts");
  }

  /** What goes into the configuration of a nats-server. */
  public static String config() {
    return config(accounts());
  }

  /** As {@link #config()}, with other accounts. */
  public static String config(JsonObject accounts) {
    var text = "\"accounts\": " + RAW.toJson(accounts) + "\n";
    var names = UNQUOTED.matcher(text).results().map(found -> found.group(2)).distinct();
    return String.join("", names.map(name -> name + ": \"" + PASSWORD + "\"\n").toList())
        + UNQUOTED.matcher(text).replaceAll("$1");
  }

  /** All accounts, by name. */
  public static JsonObject accounts() {
    return values().getAsJsonObject("config").getAsJsonObject("merge").getAsJsonObject("accounts");
  }

  /** The variables that the chart gives the server, each from a key of the Secret. */
  static JsonObject environment() {
    return values().getAsJsonObject("container").getAsJsonObject("env");
  }

  /** A user of an account, to be changed. */
  public static JsonObject user(JsonObject account, String name) {
    return StreamSupport.stream(account.getAsJsonArray("users").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .filter(user -> user.get("user").getAsString().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Subjects that a user may publish on or subscribe to, to be changed. */
  public static JsonArray allowed(JsonObject user, String direction) {
    return user.getAsJsonObject("permissions").getAsJsonObject(direction).getAsJsonArray("allow");
  }

  /** The streams that are to be made, and last the consumer, in the words of the API. */
  public static List<Path> files() {
    try (Stream<Path> files = Files.list(folder().resolve("streams"))) {
      return files.sorted(Comparator.comparing(NatsAccounts::consumer)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the file is that of the consumer. */
  public static boolean consumer(Path file) {
    return file.endsWith("consumer.json");
  }

  private static JsonObject values() {
    return Yaml.read(folder().resolve("values.yaml"));
  }
}
