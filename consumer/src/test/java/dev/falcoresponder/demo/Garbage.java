package dev.falcoresponder.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.falcoresponder.servers.WireReplay;
import java.util.Arrays;

/** Bytes that are no alert: kept for a person, to the last one. */
final class Garbage implements Scene {
  private static final byte[] BYTES =
      "{\"rule\":\"Terminal shell in container\",\"priority\":\"Noti".getBytes(UTF_8);

  @Override
  public String title() {
    return "Garbage";
  }

  @Override
  public void play(Stage stage) {
    stage.narrator().says("An alert arrives that was cut off in the middle.");
    WireReplay.recorded("01-terminal-shell")
        .with(FalcoAlertJson.SUBJECT, BYTES)
        .playInto(stage.nats());

    var witness = stage.witness();
    var letter = witness.finds("dead letter on NATS", () -> stage.broker().deadLetter(1));
    witness.holds(
        "a dead letter on " + letter.getSubject() + ", with every byte that was published",
        Arrays.equals(letter.getData(), BYTES));
    var list = Launcher.run(stage.nats(), "dead-letters", "list");
    stage.narrator().says("scripts/falco-responder dead-letters list:");
    stage.narrator().quotes(list.output());
    witness.holds("the list shows it", list.exit() == 0 && list.output().contains("MALFORMED"));
  }
}
