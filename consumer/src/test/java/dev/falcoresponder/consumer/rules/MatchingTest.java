package dev.falcoresponder.consumer.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchingTest {
  @ParameterizedTest
  @CsvSource({
    "Terminal shell in container, true",
    "Other rule, true",
    "terminal shell in container, false",
    "Terminal shell, false",
    "Terminal shell in container 2, false",
    "*, false"
  })
  void rulesAreComparedExactly(String falcoRule, boolean matches) {
    var match = "rules: [Terminal shell in container, Other rule, Terminal*]";

    assertThat(Rules.matches(match, Rules.alert("\"rule\":\"%s\"".formatted(falcoRule), "")))
        .isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "'>=Notice', Notice, true",
    "'>=Notice', Critical, true",
    "'>=Notice', Informational, false",
    "'>Notice', Notice, false",
    "'>Notice', Warning, true",
    "'<=Error', Error, true",
    "'<=Error', Debug, true",
    "'<=Error', Critical, false",
    "'<Error', Error, false",
    "'<Error', Warning, true",
    "'=Error', Error, true",
    "'=Error', Critical, false",
    "'Error', Error, true",
    "'Error', Alert, false",
    "'>=nOtIcE', Notice, true",
    "'>=EMERGENCY', Alert, false",
    "'Debug', Debug, true",
    "'<Emergency', Info, false",
    "'<=Emergency', '', false",
    "'>=Debug', urgent, false",
    "'', urgent, true",
    "'>=', '', true",
    "'=', Debug, true"
  })
  void prioritiesAreComparedBySeverity(String wanted, String sent, boolean matches) {
    var alert = Rules.alert("\"rule\":\"F\",\"priority\":\"%s\"".formatted(sent), "");

    assertThat(Rules.matches("priority: \"%s\"".formatted(wanted), alert)).isEqualTo(matches);
  }

  @Test
  void aPriorityKeyWithoutValueConstrainsNothing() {
    assertThat(Rules.matches("priority:", Rules.alert("\"rule\":\"F\"", ""))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"a\"]', '\"a\"', true",
    "'[\"a\"]', '\"b\"', false",
    "'[\"a\"]', '', false",
    "'[\"A\"]', '\"a\"', false",
    "'[\"a, b\"]', '\"b\",\"a\",\"c\"', true",
    "'[\"a, b\"]', '\"a\"', false",
    "'[\" a ,b \"]', '\"a\",\"b\"', true",
    "'[\"a, b\", \"c\"]', '\"c\"', true",
    "'[\"a, b\", \"c\"]', '\"b\"', false",
    "'[\"a\"]', '\"a\",\"a\"', true",
    "'[\"a, b\"]', '\"a\",\"a\"', false",
    "'[\"a, a\"]', '\"a\"', true",
    "'[\"mitre/T1059.004:x-y_z\"]', '\"mitre/T1059.004:x-y_z\"', true"
  })
  void tagsAreSets(String wanted, String sent, boolean matches) {
    var alert = Rules.alert("\"rule\":\"F\",\"tags\":[%s]".formatted(sent), "");

    assertThat(Rules.matches("tags: " + wanted, alert)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource({
    "syscall, '\"syscall\"', true",
    "syscall, '\"syscalls\"', true",
    "syscalls, '\"syscall\"', true",
    "syscalls, null, true",
    "syscall, '\"k8s_audit\"', false",
    "okta, '\"okta\"', true",
    "okta, '\"Okta\"', false",
    "okta, null, false"
  })
  void sourcesAreComparedExactlyButSyscallHasTwoSpellings(
      String wanted, String sent, boolean matches) {
    var alert = Rules.alert("\"rule\":\"F\",\"source\":" + sent, "");

    assertThat(Rules.matches("source: " + wanted, alert)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=x | \"a\":\"x\" | true",
        "a=x | \"a\":\"y\" | false",
        "a=x | | false",
        "a!=x | \"a\":\"x\" | false",
        "a!=x | \"a\":\"y\" | true",
        "a!=x | | true",
        "a=x, b=y | \"a\":\"x\",\"b\":\"y\" | true",
        "a=x, b=y | \"a\":\"x\" | false",
        "a=x,b!=y | \"a\":\"x\" | true",
        "proc.args=--a=b | \"proc.args\":\"--a=b\" | true",
        "proc.args!=--a=b | \"proc.args\":\"--a=b\" | false",
        "a=x!=y | \"a\":\"x!=y\" | true",
        "a=\"x, y\" | \"a\":\"x, y\" | true",
        "a=\"x, y\",b=z | \"a\":\"x, y\",\"b\":\"z\" | true",
        "a=\" x \" | \"a\":\" x \" | true",
        "a= x | \"a\":\"x\" | true",
        "a=\"say \"\"x\"\"\" | \"a\":\"say \\\"x\\\"\" | true",
        "a= | \"a\":\"\" | true",
        "a=\"\" | | false",
        "a=<nil> | \"a\":null | true",
        "a=<nil> | | false",
        "a!=<nil> | \"a\":null | false",
        "a!=<nil> | \"a\":\"x\" | true",
        "a!=<nil> | | true",
        "a=1785758401250000001 | \"a\":1785758401250000001 | true",
        "a=1785758401250000001 | \"a\":1785758401250000002 | false",
        "a=1000000 | \"a\":1000000 | true",
        "a=1e+06 | \"a\":1000000 | false",
        "a=-1 | \"a\":-1 | true",
        "a=1.5 | \"a\":1.5 | true",
        "a=true | \"a\":true | true",
        "a=true | \"a\":false | false",
        "a=\"[1,2]\" | \"a\":[1,2] | true",
        "proc.aname[2]=sh | \"proc.aname[2]\":\"sh\" | true",
        "k8s.pod.label[app.kubernetes.io/name-x_y]=z | \"k8s.pod.label[app.kubernetes.io/name-x_y]\":\"z\" | true",
        "proc.is_exe_upper_layer=true | \"proc.is_exe_upper_layer\":true | true"
      })
  void outputFieldsAreTermsOfFieldAndValue(String term, String sent, boolean matches) {
    var alert = Rules.alert("\"rule\":\"F\"", sent == null ? "" : sent);

    assertThat(Rules.matches("output_fields:\n  - '%s'".formatted(term), alert)).isEqualTo(matches);
  }

  @Test
  void entriesOfOutputFieldsAreAlternatives() {
    var match = "output_fields: ['a=x, b=y', 'c=z']";

    assertThat(Rules.matches(match, Rules.alert("\"rule\":\"F\"", "\"c\":\"z\""))).isTrue();
    assertThat(Rules.matches(match, Rules.alert("\"rule\":\"F\"", "\"b\":\"y\""))).isFalse();
  }

  @Test
  void allCriteriaGivenMustHold() {
    var match =
        "rules: [F]\npriority: \">=Notice\"\ntags: [a]\nsource: syscall\noutput_fields: [\"x=1\"]";
    var good = Rules.alert("\"rule\":\"F\",\"priority\":\"Error\",\"tags\":[\"a\"]", "\"x\":1");

    assertThat(Rules.matches(match, good)).isTrue();
    assertThat(Rules.matches(match, good.replace("\"F\"", "\"G\""))).isFalse();
    assertThat(Rules.matches(match, good.replace("Error", "Debug"))).isFalse();
    assertThat(Rules.matches(match, good.replace("[\"a\"]", "[\"b\"]"))).isFalse();
    assertThat(Rules.matches(match, good.replace("\"x\":1", "\"x\":2"))).isFalse();
    assertThat(Rules.matches(match, good.replace("{\"rule", "{\"source\":\"okta\",\"rule")))
        .isFalse();
  }
}
