package dev.falcoresponder.consumer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
  private final ByteArrayOutputStream unseen = new ByteArrayOutputStream();

  @Test
  void whoWatchesSeesHowFarItIsOnOneLineThatIsEmptyAtTheEnd() {
    try (var progress = new Progress(terminal(seen, true), "explained")) {
      progress.at(1, "alerts");
      Awaitility.await()
          .until(() -> {
            progress.at(12_345, "alerts, up to sequence 99999");
            return seen.size() > 0;
          });
      var first = seen.size();
      Awaitility.await()
          .until(() -> {
            progress.at(12_346, "alerts");
            return seen.size() > first;
          });
    }

    var line = "explained 12,345 alerts, up to sequence 99999";
    var shorter = "explained 12,346 alerts";
    assertThat(seen.toString(UTF_8))
        .isEqualTo(
            "\r"
                + line
                + "\r"
                + shorter
                + " ".repeat(line.length() - shorter.length())
                + "\r"
                + " ".repeat(shorter.length())
                + "\r");
  }

  @Test
  void nameOfAFileCannotLeaveTheLine() {
    try (var progress = new Progress(terminal(seen, true), "explained")) {
      Awaitility.await()
          .until(() -> {
            progress.at(1, "\u001b[2J\n.json");
            return seen.size() > 0;
          });
    }

    assertThat(seen.toString(UTF_8)).startsWith("\rexplained 1 \\u001b[2J\\n.json\r");
  }

  @Test
  void whereNobodyWatchesNothingIsWritten() {
    try (var watched = new Progress(terminal(seen, true), "explained");
        var unwatched = new Progress(terminal(unseen, false), "explained")) {
      Awaitility.await()
          .until(() -> {
            unwatched.at(1, "alerts");
            watched.at(1, "alerts");
            return seen.size() > 0;
          });
      unwatched.at(2, "alerts");
    }

    assertThat(unseen.size()).isZero();
  }

  private static Terminal terminal(OutputStream err, boolean watched) {
    return new Terminal(
        InputStream.nullInputStream(),
        new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
        new PrintStream(err, true, UTF_8),
        Map.of(),
        () -> watched);
  }
}
