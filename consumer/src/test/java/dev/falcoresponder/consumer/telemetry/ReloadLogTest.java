package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.falcoresponder.consumer.rules.Place;
import dev.falcoresponder.consumer.rules.Problem;
import dev.falcoresponder.consumer.rules.RuleVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReloadLogTest {
  private static final RuleVersion BEFORE = new RuleVersion("0123456789ab", 3);
  private static final RuleVersion NOW = new RuleVersion("ba9876543210", 4);

  private final CapturedLog log = new CapturedLog(Level.INFO);
  private final ReloadLog listener = new ReloadLog(log.logger());

  @Test
  void reloadIsOneLineThatSaysWhatHasChanged() {
    listener.loaded(NOW, BEFORE, List.of());

    assertThat(log.only().getLevel()).isEqualTo(Level.INFO);
    assertThat(log.only().getMessage()).isEqualTo("rules reloaded");
    assertThat(log.keys())
        .isEqualTo(
            Map.of(
                "rules", "4",
                "hash", "ba9876543210",
                "rulesBefore", "3",
                "hashBefore", "0123456789ab",
                "warnings", "0"));
  }

  @Test
  void warningsFollow() {
    listener.loaded(NOW, BEFORE, problems(2));

    assertThat(log.events())
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.INFO, Level.WARN, Level.WARN);
    assertThat(problem(2)).isEqualTo("rules.yaml:2: wrong; write right");
  }

  @Test
  void rejectionIsAnErrorThatSaysWhatStaysAndWhatIsWrong() {
    listener.rejected(BEFORE, problems(1));

    assertThat(log.events())
        .extracting(event -> event.getLevel() + " " + event.getMessage())
        .containsExactly(
            "ERROR changed rules rejected, the ones before stay live",
            "ERROR problem of the rules");
    assertThat(log.events().getFirst().getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .containsExactly("rules=3", "hash=0123456789ab", "problems=1");
    assertThat(problem(1)).isEqualTo("rules.yaml:1: wrong; write right");
  }

  @Test
  void fileThatIsWrongInEveryLineDoesNotFloodTheLog() {
    listener.rejected(BEFORE, problems(1_000));

    assertThat(log.events()).hasSize(1 + ReloadLog.MOST_PROBLEMS);
    assertThat(log.events().getFirst().getKeyValuePairs())
        .extracting(pair -> pair.key + "=" + pair.value)
        .contains("problems=1000");
    assertThat(problem(ReloadLog.MOST_PROBLEMS)).startsWith("rules.yaml:20: ");
  }

  private String problem(int line) {
    return String.valueOf(log.events().get(line).getKeyValuePairs().getFirst().value);
  }

  private static List<Problem> problems(int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(line ->
            new Problem(new Place("rules.yaml", line), Optional.empty(), "wrong", "write right"))
        .toList();
  }
}
