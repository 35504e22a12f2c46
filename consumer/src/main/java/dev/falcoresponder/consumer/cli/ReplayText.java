package dev.falcoresponder.consumer.cli;

/** What a replay came to, for a person. */
final class ReplayText {
  private ReplayText() {}

  /** What was sent. */
  static String replayed(ReplayCount count, String stream, String id) {
    return "replayed %s of stream %s as %s%s%s"
        .formatted(
            alerts(count.replayed()),
            stream,
            id,
            count.repeated() == 0
                ? ""
                : ", " + count.repeated() + " of which had been replayed under that id before",
            passedOver(count));
  }

  /** What would be sent, by subject. */
  static String dryRun(ReplayCount count, String stream) {
    var table = new TextTable("SUBJECT", "ALERTS");
    count.subjects().forEach((subject, number) -> table.row(subject, Long.toString(number)));
    return table
        + "\nwould replay %s of stream %s%s"
            .formatted(alerts(count.replayed()), stream, passedOver(count));
  }

  private static String passedOver(ReplayCount count) {
    return count.passedOver() == 0
        ? ""
        : "; passed over " + count.passedOver() + ", which are replays themselves";
  }

  private static String alerts(long number) {
    return number + (number == 1 ? " alert" : " alerts");
  }
}
