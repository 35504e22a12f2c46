package dev.falcoresponder.servers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What KEDA 2.20 asks a NATS server for its trigger {@code nats-jetstream}, and what it makes of
 * the answers. As KEDA, it remembers which server leads the consumer, and looks for it anew when
 * that one says that it does not.
 */
public final class KedaScaler {
  private final Map<String, String> trigger;
  private final Function<String, URI> dns;
  private String leader = "";
  private Optional<URI> leaderUrl = Optional.empty();

  /**
   * Asks nothing yet.
   *
   * @param trigger the trigger's metadata in a ScaledObject
   * @param dns the monitoring port of a host
   */
  public KedaScaler(Map<String, String> trigger, Function<String, URI> dns) {
    this.trigger = Map.copyOf(trigger);
    this.dns = dns;
  }

  /** KEDA learns of no number, and falls back. */
  public static final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnansweredException(String why) {
      super(why);
    }
  }

  /** The number that KEDA hands to the autoscaler: alerts not delivered or not settled. */
  public long lag() {
    var leaderBefore = leader;
    var answer = streams(leaderUrl.orElseGet(() -> dns.apply(host(endpoint()))));
    var consumer = consumer(answer);
    leader = consumer.map(KedaScaler::leader).orElse("");
    if (consumer.isEmpty()) {
      leaderUrl = Optional.empty();
    }
    if (clusterSize(answer) <= 1 || (!leader.isEmpty() && leader.equals(leaderBefore))) {
      return number(consumer.orElseThrow(() -> new UnansweredException("no such consumer")));
    }
    return number(atTheLeader());
  }

  private JsonObject atTheLeader() {
    var server = read(dns.apply(host(endpoint())), "/varz");
    var advertised = strings(server.getAsJsonArray("connect_urls"));
    for (var url : advertised.isEmpty() ? configured(server) : advertised) {
      var host = advertised.isEmpty() ? url.split("\\.", 2)[0] + "." + endpoint() : url;
      var monitor = dns.apply(host(host));
      var name =
          advertised.isEmpty()
              ? url.split("\\.", 2)[0]
              : read(monitor, "/varz").get("server_name").getAsString();
      var consumer = consumer(streams(monitor));
      if (consumer.filter(found -> leader(found).equals(name)).isPresent()) {
        leader = name;
        leaderUrl = Optional.of(monitor);
        return consumer.get();
      }
    }
    throw new UnansweredException("no leader found");
  }

  private JsonObject streams(URI monitor) {
    return read(monitor, "/jsz?acc=" + of("account") + "&consumers=true&config=true");
  }

  private Optional<JsonObject> consumer(JsonObject answer) {
    return objects(answer, "account_details")
        .filter(account -> account.get("name").getAsString().equals(of("account")))
        .flatMap(account -> objects(account, "stream_detail"))
        .filter(stream -> stream.get("name").getAsString().equals(of("stream")))
        .flatMap(stream -> objects(stream, "consumer_detail"))
        .filter(consumer -> consumer.get("name").getAsString().equals(of("consumer")))
        .findFirst();
  }

  private static long number(JsonObject consumer) {
    return consumer.get("num_pending").getAsLong() + consumer.get("num_ack_pending").getAsLong();
  }

  private static String leader(JsonObject consumer) {
    return Optional.ofNullable(consumer.getAsJsonObject("cluster"))
        .map(cluster -> cluster.get("leader"))
        .map(JsonElement::getAsString)
        .orElse("");
  }

  private static int clusterSize(JsonObject answer) {
    return Optional.ofNullable(answer.getAsJsonObject("meta_cluster"))
        .map(cluster -> cluster.get("cluster_size").getAsInt())
        .orElse(0);
  }

  private static List<String> configured(JsonObject server) {
    return strings(server.getAsJsonObject("cluster").getAsJsonArray("urls"));
  }

  private static JsonObject read(URI monitor, String path) {
    var body =
        Http.get(URI.create(monitor + path))
            .orElseThrow(() -> new UnansweredException("no answer from " + monitor))
            .body();
    return JsonParser.parseString(body).getAsJsonObject();
  }

  private static Stream<JsonObject> objects(JsonObject parent, String name) {
    return Stream.ofNullable(parent.getAsJsonArray(name))
        .flatMap(array -> array.asList().stream())
        .map(JsonElement::getAsJsonObject);
  }

  private static List<String> strings(JsonArray array) {
    return Stream.ofNullable(array)
        .flatMap(list -> list.asList().stream())
        .map(JsonElement::getAsString)
        .toList();
  }

  private static String host(String address) {
    return address.split(":", 2)[0];
  }

  private String endpoint() {
    return of("natsServerMonitoringEndpoint");
  }

  private String of(String key) {
    return Objects.requireNonNull(trigger.get(key), key);
  }
}
