package dev.falcoresponder.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code rules check} warns of, because falco-talon would do another thing. */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RuleWarningsTest {
  private static final String ACTION = "- action: T\n  actionner: kubernetes:terminate\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'proc.args=--a=b'       | "proc.args=--a=b" asks for "proc.args=--a=b" here, but in falco-talon for nothing, so that every alert fits
          'a=1, b=x=y'            | "a=1, b=x=y" asks for "a=1, b=x=y" here, but in falco-talon for "a=1"
          'a=x!=y'                | "a=x!=y" asks for "a=x!=y" here, but in falco-talon for "a=x!y"
          'a!=x=y'                | "a!=x=y" asks for "a!=x=y" here, but in falco-talon for what no alert has
          'a!=x!y'                | "a!=x!y" asks for "a!=x!y" here, but in falco-talon for nothing, so that every alert fits
          'a="x,b=y"'             | "a="x,b=y"" asks for "a="x,b=y"" here, but in falco-talon for "a=x, b=y"
          'a= x'                  | "a= x" asks for "a=x" here, but in falco-talon for "a=" x""
          'a=x ,b=y'              | "a=x ,b=y" asks for "a=x, b=y" here, but in falco-talon for "a="x ", b=y"
          'a="x""y"'              | "a="x""y"" asks for "a="x""y"" here, but in falco-talon for "a=xy"
          """)
  void valueThatFalcoTalonReadsOtherwise(String entry, String difference) {
    assertThat(criterion("output_fields: [%s]".formatted(entry)))
        .containsExactly(
            "warning: 1.yaml:4: rule \"R\": output_fields "
                + difference
                + "; write it in another way if that is what is meant");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'a=1000000'               | "a=1000000", a number that falco-talon sees as 1e+06, so that no alert fits the entry there
          'user.loginuid!=4294967295' | "user.loginuid!=4294967295", a number that falco-talon sees as 4.294967295e+09, so that every alert fits the term there
          'a=-1785758401250000001'  | "a=-1785758401250000001", a number that falco-talon sees as -1.7857584012500001e+18, so that no alert fits the entry there
          'a=1234567.5'             | "a=1234567.5", a number that falco-talon sees as 1.2345675e+06, so that no alert fits the entry there
          'a=1e+06'                 | "a=1e+06", which is text here, but in falco-talon a number too
          'a!=1.5e-07'              | "a!=1.5e-07", which is text here, but in falco-talon a number too
          """)
  void numberThatFalcoTalonComparesAsText(String entry, String difference) {
    assertThat(criterion("output_fields: [%s]".formatted(entry)))
        .singleElement()
        .asString()
        .startsWith("warning: 1.yaml:4: rule \"R\": output_fields has " + difference + "; ");
  }

  @Test
  void sourceOfTwoNames() {
    assertThat(criterion("source: syscalls"))
        .containsExactly(
            "warning: 1.yaml:4: rule \"R\": source syscalls stands for syscall too, which"
                + " falco-talon takes for another source; write syscall, which says the same here,"
                + " or narrow the rule by another criterion");
  }

  /** What falco-talon refuses, reads alike, or does otherwise whatever the file says. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "source: syscall",
        "source: k8s_audit",
        "priority: <Warning",
        "{rules: [A], priority: \">=\"}",
        "tags: [\"a, a\"]",
        "tags: [a-b]",
        "output_fields: [\"k8s.ns.name!=kube-system, k8s.ns.name!=falco\", k8s.pod.name!=<nil>]",
        "output_fields: [\"a=x,b!=y\"]",
        "output_fields: ['a=\"x\", b=\"\"']",
        "output_fields: ['a=\"x, y\"']",
        "output_fields: [a=x!y]",
        "output_fields: [a=]",
        "output_fields: [a=/bin/sh -c x]",
        "output_fields: [a=999999, b=0.5, c=1e6, d=0x1000000]",
        "output_fields: [container.id=4f2e3d4c5b6a]",
        "output_fields: [proc.is_exe_upper_layer=a=b]",
        "output_fields: ['a=x,  b=1000000']"
      })
  void ordinaryCriterionIsNotWarnedOf(String criterion) {
    assertThat(criterion(criterion)).isEmpty();
  }

  private List<String> criterion(String criterion) {
    return new TypedRules(folder).accepted(TypedRules.matching(criterion));
  }

  @Test
  void ordinaryRuleIsNotWarnedOf() {
    var rule =
        ACTION
            + "- rule: R\n  dry_run: true\n  match: {rules: [A]}\n  actions: [{action: T}]\n"
            + "- rule: S\n  continue: false\n  match: {rules: [A]}\n  actions: [{action: T}]\n";

    assertThat(new TypedRules(folder).accepted(rule)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          priority: ">=Error"               | rules: [B]             | priority >=Error of an earlier block of this rule holds on
          source: okta                      | rules: [B]             | source okta of an earlier block of this rule holds on
          { priority: Alert, source: okta } | rules: [B]             | priority =Alert and source okta of an earlier block of this rule hold on
          { priority: Alert, source: okta } | priority: Error        | source okta of an earlier block of this rule holds on
          priority: ">=Error"               | priority: ""           | priority >=Error of an earlier block of this rule holds on
          priority: ">=Error"               | priority: ">=Debug"    | -
          { priority: Alert, source: okta } | { priority: Error, source: syscall } | -
          rules: [A]                        | priority: Error        | -
          """)
  void criterionThatALaterBlockDoesNotRepeat(String first, String later, String difference) {
    var earlier =
        ACTION + "- rule: R\n  actions: [{action: T}]\n  match:\n    %s\n".formatted(first);

    var warnings =
        new TypedRules(folder)
            .accepted(earlier, "# More.\n- rule: R\n  match:\n    %s\n".formatted(later));

    if (difference == null) {
      assertThat(warnings).isEmpty();
    } else {
      assertThat(warnings)
          .containsExactly(
              "warning: 2.yaml:2: rule \"R\": "
                  + difference
                  + ", which falco-talon drops here; take out there what should not hold, and"
                  + " repeat here what should");
    }
  }

  @Test
  void placeIsWarnedOfOnceHoweverOftenItIsUsed() {
    var file =
        ACTION
            + """
            - rule: R
              match: &m {output_fields: [a=b=c, a=b=c]}
              actions: [{action: T}]
            - rule: S
              match: *m
              actions: [{action: T}]
            """;

    assertThat(new TypedRules(folder).accepted(file)).hasSize(1);
    assertThat(new TypedRules(folder).accepted(file.replace("*m", "{output_fields: [a=b=c]}")))
        .hasSize(2);
  }

  @Test
  void mergedFileThatIsPrintedIsNotWarnedOfAgain() {
    var rules = new TypedRules(folder);
    var base = TypedRules.matching("{priority: Error, source: syscalls, output_fields: [a= x]}");
    var later = "- rule: R\n  match: {rules: [B]}\n";

    assertThat(rules.accepted(base, later)).hasSize(3);
    assertThat(rules.accepted(rules.printed(base, later))).isEmpty();
  }
}
