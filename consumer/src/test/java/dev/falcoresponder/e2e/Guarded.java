package dev.falcoresponder.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.falcoresponder.consumer.fixtures.HoldsBucket;
import dev.falcoresponder.model.Subjects;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.Command;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.Repository;
import dev.falcoresponder.servers.ResponderBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A stage whose broker gives everybody no more rights than they need: those of the component {@code
 * nats-accounts}.
 *
 * @param tap what replicas tell the broker
 * @param operator decides about dead letters
 */
record Guarded(Stage stage, WireTap tap, Cli operator) implements AutoCloseable {
  static Guarded open(NatsVersion version, ApiServer apiServer) {
    var users = Users.OF_ACCOUNTS;
    var broker = Broker.of(users.server(version).start(), users);
    HoldsBucket.provision(broker.connection(), 1);
    return new Guarded(
        new Stage(broker, Cluster.on(apiServer)), WireTap.on(broker), broker.cli(Users.OPERATOR));
  }

  /** What a replica is told: its own login, the rules with care, two pods of a namespace. */
  ResponderBuilder replica() {
    var rules = Repository.root().resolve("consumer/src/test/resources/e2e/careful.yaml");
    return stage
        .replica()
        .setting("rules.files", rules.toString())
        .setting("budget.window", "1h")
        .setting("budget.cluster", "2000")
        .setting("budget.namespace", "2");
  }

  /** Publishes an alert that is held, and answers its letter as the operator sees it listed. */
  JsonObject held(Alert alert) {
    var sequence = stage.broker().store(alert);
    assertThat(tap.awaitVerb(sequence, "+TERM")).containsExactly("letter HELD", "+TERM");
    return letter(sequence);
  }

  /** The letter about the alert of that sequence. */
  JsonObject letter(long alert) {
    var listed = command("list", "--reason", "held");
    return listed.objects().stream()
        .filter(letter -> letter.get("alertSequence").getAsLong() == alert)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no letter about " + alert + " in " + listed));
  }

  /** Redrives the letter, and answers what was said about its alert until that was settled. */
  List<String> redriven(JsonObject letter) {
    var redriven = command("redrive", letter.get("sequence").getAsString()).objects().getFirst();
    assertThat(redriven.get("decision").getAsString()).isEqualTo("redriven");
    return tap.awaitVerb(redriven.get("alertSequence").getAsLong(), "+ACK confirmed");
  }

  /** Runs a command of {@code dead-letters} that must work. */
  Command.Answer command(String verb, String... more) {
    var words = new ArrayList<>(List.of("dead-letters", verb, "--output", "json"));
    words.addAll(List.of(more));
    var answer = operator.run(words.toArray(String[]::new));
    assertThat(answer.exit()).as(answer.stderr()).isZero();
    return answer;
  }

  /** How many deletions count, over all namespaces. */
  long spent() {
    var budget =
        stage
            .broker()
            .ask(broker ->
                broker.getLastMessage(
                    "KV_" + Subjects.HOLDS_BUCKET, "$KV." + Subjects.HOLDS_BUCKET + ".budget"));
    return new String(Objects.requireNonNull(budget.getData()), UTF_8).lines().count() - 1;
  }

  @Override
  public void close() {
    stage.close();
  }
}
