package dev.falcoresponder.consumer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

class EncodersTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";

  private final CapturedLog log = new CapturedLog(Level.INFO);

  @BeforeEach
  void emptyContext() {
    MDC.clear();
  }

  @Test
  void textLineReadsFromLeftToRight() {
    log.logger().atInfo().addKeyValue("seq", 42).addKeyValue("rule", "Kill shells").log("settled");

    assertThat(text())
        .matches(
            TIME
                + " INFO  settled seq=42 rule=\"Kill shells\" \\(dev\\.falcoresponder\\.Test\\)\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\n2026-03-01T10:00:00.000Z INFO  alert settled outcome=acted",
        "x\r\nforged outcome=acted",
        "x\" outcome=acted",
        "x\\\" outcome=acted",
        "x outcome=acted",
        "x\u2028 outcome=acted",
        "x\u0085 outcome=acted",
        "x\u001b[2K outcome=acted",
      })
  void valueCannotForgeALineOrAKeyInText(String forged) {
    log.logger().atInfo().addKeyValue("rule", forged).addKeyValue("outcome", "refused").log("m");

    assertThat(text().chars().filter(c -> c < ' ')).containsExactly((int) '\n');
    assertThat(keysOf(text())).containsExactly("rule", "outcome");
  }

  @Test
  void messageCannotForgeALineInText() {
    log.logger().atWarn().log("client said\n2026-03-01T10:00:00.000Z ERROR forged");

    assertThat(text().lines()).hasSize(1);
  }

  @Test
  void keyCannotForgeALineInText() {
    log.logger().atInfo().addKeyValue("a\nb", "c").log("m");

    assertThat(text().lines()).hasSize(1);
  }

  @Test
  void exceptionCannotForgeALineInText() {
    var cause = new IllegalArgumentException("bad\n2026-03-01T10:00:00.000Z INFO  forged");
    log.logger().atError().setCause(new IllegalStateException("boom\nforged", cause)).log("m");

    var lines = text().lines().toList();
    assertThat(lines.getFirst()).endsWith("m (dev.falcoresponder.Test)");
    assertThat(lines.subList(1, lines.size()))
        .allSatisfy(line -> assertThat(line).startsWith("  | "))
        .anySatisfy(line -> assertThat(line).startsWith("  | caused by: ").contains("bad\\n2026"))
        .anySatisfy(line -> assertThat(line).startsWith("  | \tat ").contains("EncodersTest"));
  }

  @Test
  void jsonLineIsOneFlatObject() {
    log.logger()
        .atInfo()
        .addKeyValue("seq", 42L)
        .addKeyValue("ratio", 0.5)
        .addKeyValue("odd", Double.NaN)
        .addKeyValue("dryRun", true)
        .addKeyValue("none", (Object) null)
        .addKeyValue("rule", "Kill \"shells\"\n")
        .log("alert settled");

    assertThat(json().keySet())
        .containsExactly(
            "time", "level", "message", "logger", "thread", "seq", "ratio", "odd", "dryRun", "none",
            "rule");
    assertThat(json().get("time").getAsString()).matches(TIME);
    assertThat(json().get("level").getAsString()).isEqualTo("INFO");
    assertThat(json().get("message").getAsString()).isEqualTo("alert settled");
    assertThat(json().get("logger").getAsString()).isEqualTo("dev.falcoresponder.Test");
    assertThat(json().get("seq").getAsJsonPrimitive().isNumber()).isTrue();
    assertThat(json().get("odd").getAsString()).isEqualTo("NaN");
    assertThat(json().get("dryRun").getAsJsonPrimitive().isBoolean()).isTrue();
    assertThat(json().get("none").isJsonNull()).isTrue();
    assertThat(json().get("rule").getAsString()).isEqualTo("Kill \"shells\"\n");
  }

  @Test
  void jsonLineIsOneLineWhateverItHolds() {
    log.logger()
        .atError()
        .addKeyValue("rule", "a\nb\u2028c\u0085d\u0000")
        .setCause(new IllegalStateException("x\ny"))
        .log("m\nn");

    var printed = log.printed(new JsonEncoder());
    assertThat(printed).endsWith("}\n");
    assertThat(printed.chars().filter(c -> c == '\n')).hasSize(1);
    assertThat(json().get("stack").getAsString())
        .startsWith("java.lang.IllegalStateException: x\\ny\n\tat ");
  }

  @Test
  void keyCannotTakeThePlaceOfOurs() {
    log.logger().atInfo().addKeyValue("level", "ERROR").addKeyValue("message", "forged").log("m");

    assertThat(json().get("level").getAsString()).isEqualTo("INFO");
    assertThat(json().get("message").getAsString()).isEqualTo("m");
    assertThat(json().get("_level").getAsString()).isEqualTo("ERROR");
  }

  @Test
  void contextOfTheThreadIsPartOfTheLine() {
    var context = log.logger().getLoggerContext().getMDCAdapter();
    context.put("seq", "42");
    context.put("rule", "of the thread");
    log.logger().atInfo().addKeyValue("rule", "of the line").log("m");

    assertThat(json().get("seq").getAsString()).isEqualTo("42");
    assertThat(json().get("rule").getAsString()).isEqualTo("of the line");
    assertThat(text()).contains(" rule=\"of the line\" seq=42 ");
  }

  @Test
  void valueOfAMegabyteIsCutOff() {
    log.logger().atInfo().addKeyValue("rule", "x".repeat(1 << 20)).log("m");

    assertThat(text()).hasSizeLessThan(2_500).contains("x…");
    assertThat(log.printed(new JsonEncoder())).hasSizeLessThan(2_500).contains("x…");
  }

  @Test
  void bytesAreBase64AndWhole() {
    var bytes = new byte[4_096];
    new Random(7).nextBytes(bytes);
    log.logger().atInfo().addKeyValue("payload", bytes).log("m");

    var written = Base64.getEncoder().encodeToString(bytes);
    assertThat(json().get("payload").getAsString()).isEqualTo(written);
    assertThat(text()).contains(" payload=" + written + " (");
  }

  @Test
  void endlessRecursionHasABoundedStack() {
    log.logger().atError().setCause(deep(20)).log("m");

    assertThat(json().get("stack").getAsString().lines().filter(l -> l.startsWith("caused by")))
        .hasSize(8);
  }

  private static Exception deep(int causes) {
    return causes == 0
        ? new IllegalStateException("innermost")
        : new IllegalStateException("outer", deep(causes - 1));
  }

  private String text() {
    return log.printed(new TextEncoder());
  }

  private JsonObject json() {
    return JsonParser.parseString(log.printed(new JsonEncoder())).getAsJsonObject();
  }

  /** Reads the keys of a text line as a person or a script would: by blanks outside of quotes. */
  private static List<String> keysOf(String line) {
    return Pattern.compile("(?<= )([a-z]+)=(\"(?:[^\"\\\\]|\\\\.)*\"|\\S+)")
        .matcher(line)
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
