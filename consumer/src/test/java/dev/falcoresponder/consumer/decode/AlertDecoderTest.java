package dev.falcoresponder.consumer.decode;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.model.OutputFields;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertDecoderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "7",
        "\"text\"",
        "[]",
        "   ",
        "{",
        "{\"rule\":\"R\"",
        "{\"rule\":\"R\"}}",
        "{\"rule\":\"R\"} x",
        "{\"rule\":\"R\"}{\"rule\":\"R\"}",
        "{rule:\"R\"}",
        "{'rule':'R'}",
        "{\"rule\":\"R\",}",
        "// R\n{\"rule\":\"R\"}",
        "{\"rule\":\"a\tb\"}",
        "{\"rule\":\"\\x\"}",
        "{\"rule\":\"R\",\"n\":NaN}",
        "{\"rule\":\"R\",\"n\":01}"
      })
  void whatIsNotOneJsonObjectIsMalformed(String text) {
    assertThat(Alerts.malformed(text)).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"rule\":null}",
        "{\"rule\":\"\"}",
        "{\"rule\":\" \"}",
        "{\"Rule\":\"R\"}"
      })
  void anAlertWithoutRuleIsMalformed(String text) {
    assertThat(Alerts.malformed(text)).contains("no rule");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"rule\":7}|rule is not a string but a JSON number",
        "{\"rule\":[\"R\"]}|rule is not a string but a JSON array",
        "{\"rule\":\"R\",\"source\":true}|source is not a string but a JSON boolean",
        "{\"rule\":\"R\",\"output_fields\":[]}|output_fields is not an object but a JSON array",
        "{\"rule\":\"R\",\"output_fields\":\"x\"}|output_fields is not an object but a JSON string"
      })
  void aWrongTypeWhereTheChoiceRestsOnItIsMalformed(String text, String sentence) {
    assertThat(Alerts.malformed(text)).isEqualTo(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"priority\":3",
        "\"priority\":\"Info\"",
        "\"priority\":null",
        "\"priority\":[\"Notice\"]",
        "\"tags\":\"shell\"",
        "\"tags\":null",
        "\"tags\":[1,null,{}]",
        "\"hostname\":{}",
        "\"output_fields\":null",
        "\"output\":7",
        "\"uuid\":[[[]]]",
        "\"extra\":{\"rule\":\"other\"}"
      })
  void aWrongTypeWhereNothingRestsOnItIsLetGo(String entry) {
    var alert = Alerts.decoded("{\"rule\":\"R\"," + entry + "}").alert();

    assertThat(alert.rule()).isEqualTo("R");
    assertThat(alert.priority()).isEmpty();
    assertThat(alert.tags()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "null,syscall",
    "'\"\"',syscall",
    "'\"syscalls\"',syscall",
    "'\"syscall\"',syscall",
    "'\"okta\"',okta"
  })
  void aMissingSourceAndSyscallsAreSyscall(String source, String meant) {
    assertThat(Alerts.decoded("{\"rule\":\"R\",\"source\":" + source + "}").alert().source())
        .isEqualTo(meant);
  }

  @Test
  void valuesKeepEveryDigitAndTheirMeaning() {
    var json =
        Alerts.withFields(
            """
            "int":1785758401250000123,"big":18446744073709551615,"float":1.50,"exp":1e3,"minus":-0,"yes":true,
            "nil":null,"empty":"","list":[1, "a",{"b":[]}],"text":"<a>","unwanted":"x"
            """);
    var fields =
        Alerts.decoded(
                json, "int", "big", "float", "exp", "minus", "yes", "nil", "empty", "list", "text",
                "gone")
            .alert()
            .fields();

    assertThat(fields.get("int")).contains("1785758401250000123");
    assertThat(fields.get("big")).contains("18446744073709551615");
    assertThat(fields.get("float")).contains("1.50");
    assertThat(fields.get("exp")).contains("1e3");
    assertThat(fields.get("minus")).contains("-0");
    assertThat(fields.get("yes")).contains("true");
    assertThat(fields.get("nil")).contains(OutputFields.NIL);
    assertThat(fields.get("empty")).contains("");
    assertThat(fields.get("list")).contains("[1,\"a\",{\"b\":[]}]");
    assertThat(fields.get("text")).contains("<a>");
    assertThat(fields.get("gone")).isEmpty();
    assertThat(fields.get("unwanted")).isEmpty();
  }

  @Test
  void bytesThatAreNotUtf8AreReplaced() {
    var json = Alerts.withFields("\"fd.name\":\"/tmp/\u00e9\"");

    assertThat(
            Alerts.decoded(Alerts.envelope(json.getBytes(ISO_8859_1)), "fd.name")
                .alert()
                .fields()
                .get("fd.name"))
        .contains("/tmp/\uFFFD");
    assertThat(
            Alerts.decoded(Alerts.envelope(json.getBytes(UTF_8)), "fd.name")
                .alert()
                .fields()
                .get("fd.name"))
        .contains("/tmp/\u00e9");
  }

  @Test
  void oneMebibyteIsReadAndOneByteMoreIsNot() {
    var alert = "{\"rule\":\"R\"}";
    var full = alert + " ".repeat(AlertDecoder.MAX_BYTES - alert.length());

    assertThat(Alerts.decoded(full).alert().rule()).isEqualTo("R");
    assertThat(Alerts.malformed(full + " ")).contains("1048577 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"deep", "output"})
  void nestingIsReadToItsLimitAndNeverOverflowsTheStack(String wanted) {
    var depth = AlertDecoder.MAX_NESTING - 2;

    assertThat(Alerts.decoded(nested(depth), wanted).alert().rule()).isEqualTo("R");
    assertThat(Alerts.malformed(nested(depth + 1), wanted)).contains("nests too deep");
    assertThat(Alerts.malformed(nested(400_000), wanted)).contains("nests too deep");
  }

  private static String nested(int depth) {
    return Alerts.withFields("\"deep\":" + "[".repeat(depth) + "]".repeat(depth));
  }

  @Test
  void moreTagsThanAnyRuleHasAreMalformed() {
    assertThat(Alerts.decoded(withTags(AlertReader.MAX_TAGS)).alert().tags())
        .hasSize(AlertReader.MAX_TAGS)
        .contains("tag-0", "tag-999");
    assertThat(Alerts.malformed(withTags(AlertReader.MAX_TAGS + 1)))
        .isEqualTo("the alert has more than 1000 tags");
  }

  private static String withTags(int count) {
    return IntStream.range(0, count)
        .mapToObj("\"tag-%d\""::formatted)
        .collect(Collectors.joining(",", "{\"rule\":\"R\",\"tags\":[", "]}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rule\":\"R\",\"rule\":\"S\"}",
        "{\"rule\":\"R\",\"source\":\"syscall\",\"source\":\"k8s_audit\"}",
        "{\"rule\":\"R\",\"priority\":\"Debug\",\"priority\":\"Alert\"}",
        "{\"rule\":\"R\",\"tags\":[\"a\"],\"tags\":[\"b\"]}",
        "{\"rule\":\"R\",\"output_fields\":{\"k8s.pod.name\":\"a\",\"k8s.pod.name\":\"b\"}}",
        "{\"rule\":\"R\",\"output_fields\":{\"k8s.pod.name\":\"a\",\"k8s.pod.name\":null}}",
        "{\"rule\":\"R\",\"output_fields\":{\"k8s.pod.name\":\"a\"},\"output_fields\":{\"k8s.pod.name\":\"b\"}}"
      })
  void aKeyThatDecidesMayNotComeTwiceWithTwoValues(String text) {
    assertThat(Alerts.malformed(text)).contains("twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"rule\":\"R\",\"rule\":\"R\"}",
        "{\"rule\":\"R\",\"hostname\":\"a\",\"hostname\":\"b\"}",
        "{\"rule\":\"R\",\"output\":\"a\",\"output\":\"b\"}",
        "{\"rule\":\"R\",\"output_fields\":{\"proc.pid\":1,\"proc.pid\":2}}"
      })
  void aKeyThatDecidesNothingMayComeTwice(String text) {
    assertThat(Alerts.decoded(text).alert().rule()).isEqualTo("R");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-08-03T12:00:01.25Z,2026-08-03T12:00:01.25Z",
    "2026-08-03T14:00:01+02:00,2026-08-03T12:00:01Z",
    "2026-08-03t12:00:01.123456789z,2026-08-03T12:00:01.123456789Z",
    "1970-01-01T00:00:00.000000001Z,1970-01-01T00:00:00.000000001Z"
  })
  void timesAreReadAsRfc3339(String text, Instant instant) {
    assertThat(Alerts.decoded("{\"rule\":\"R\",\"time\":\"" + text + "\"}").alert().time())
        .contains(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "\"0001-01-01T00:00:00Z\"", "\"1970-01-01T00:00:00Z\""})
  void aTimeThatNobodySetIsNone(String time) {
    var pod = "\"output_fields\":{\"k8s.ns.name\":\"d\",\"k8s.pod.name\":\"p\"}";

    assertThat(Alerts.decoded("{\"rule\":\"R\",\"time\":" + time + "," + pod + "}").alert().time())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"yesterday\"",
        "1785758401",
        "{}",
        "\"+12345-01-01T00:00:00Z\"",
        "\"2026-08-03\""
      })
  void anUnreadableTimeIsMalformedOnlyWhereThePodIsKnownByNameAlone(String time) {
    var head = "{\"rule\":\"R\",\"time\":" + time + ",\"output_fields\":{";
    var named = head + "\"k8s.ns.name\":\"d\",\"k8s.pod.name\":\"p\"";

    assertThat(Alerts.malformed(named + "}}")).contains("time");
    assertThat(Alerts.decoded(named + ",\"container.id\":\"1f2e3d4c5b6a\"}}").alert().time())
        .isEmpty();
    assertThat(Alerts.decoded(head + "}}").alert().time()).isEmpty();
  }

  @Test
  void aSentenceAboutGarbageIsShortAndPrintable() {
    var garbage = "{\"rule\":\"R\",\"rule\":\"" + "\\u0007\\u202e".repeat(5000) + "\"}";

    assertThat(Alerts.malformed(garbage)).doesNotContain("\u0007", "\u202e").contains("…");
  }
}
