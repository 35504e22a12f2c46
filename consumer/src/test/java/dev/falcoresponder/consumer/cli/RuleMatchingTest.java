package dev.falcoresponder.consumer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * When a rule applies, criterion by criterion, as {@code explain} and {@code rules check} see it.
 */
@SuppressWarnings("NullAway.Init") // what each test is given before it starts
class RuleMatchingTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # rules: any of them, exactly, without wildcards
          rules: [A, B]                       | "rule":"B"                               | true
          rules: [A, B]                       | "rule":"C"                               | false
          rules: [A]                          | "rule":"a"                               | false
          rules: [A]                          | "rule":"AB"                              | false
          rules: ["A*"]                       | "rule":"AB"                              | false
          rules: ["A*"]                       | "rule":"A*"                              | true
          # priority: a sign or none, a level in any case
          priority: "<Error"                  | "rule":"A","priority":"Warning"          | true
          priority: "<Error"                  | "rule":"A","priority":"Error"            | false
          priority: ">Error"                  | "rule":"A","priority":"Critical"         | true
          priority: ">Error"                  | "rule":"A","priority":"Error"            | false
          priority: "<=Error"                 | "rule":"A","priority":"Error"            | true
          priority: "<=Error"                 | "rule":"A","priority":"Critical"         | false
          priority: ">=Error"                 | "rule":"A","priority":"Error"            | true
          priority: ">=Error"                 | "rule":"A","priority":"Warning"          | false
          priority: "=Error"                  | "rule":"A","priority":"Error"            | true
          priority: "=Error"                  | "rule":"A","priority":"Alert"            | false
          priority: Error                     | "rule":"A","priority":"Error"            | true
          priority: Error                     | "rule":"A","priority":"Alert"            | false
          priority: ">=eRROR"                 | "rule":"A","priority":"EMERGENCY"        | true
          priority: Debug                     | "rule":"A","priority":"Debug"            | true
          priority: Informational             | "rule":"A","priority":"Informational"    | true
          priority: Notice                    | "rule":"A","priority":"Notice"           | true
          priority: Alert                     | "rule":"A","priority":"Alert"            | true
          # nothing, or a sign alone, asks for nothing
          priority: ""                        | "rule":"A"                               | true
          priority:                           | "rule":"A"                               | true
          priority: ">="                      | "rule":"A","priority":"Debug"            | true
          priority: "<"                       | "rule":"A","priority":"Emergency"        | true
          priority: "="                       | "rule":"A"                               | true
          # an alert without a priority of Falco's meets no constraint
          priority: "<Emergency"              | "rule":"A"                               | false
          priority: "<=Emergency"             | "rule":"A","priority":"Info"             | false
          priority: ">=Debug"                 | "rule":"A","priority":"urgent"           | false
          # tags: any entry, all tags within one, sets, spaces around do not count
          tags: [a, b]                        | "rule":"A","tags":["b"]                  | true
          tags: [a, b]                        | "rule":"A","tags":["c"]                  | false
          tags: [a]                           | "rule":"A"                               | false
          tags: ["a, b"]                      | "rule":"A","tags":["b","x","a"]          | true
          tags: ["a, b"]                      | "rule":"A","tags":["a"]                  | false
          tags: ["  a  ,b  "]                 | "rule":"A","tags":["a","b"]              | true
          tags: [a]                           | "rule":"A","tags":["A"]                  | false
          tags: [a]                           | "rule":"A","tags":["a","a"]              | true
          tags: ["a, b"]                      | "rule":"A","tags":["a","a"]              | false
          tags: ["a, a"]                      | "rule":"A","tags":["a"]                  | true
          tags: ["T1059.004, a_b, c-d, e/f:g"] | "rule":"A","tags":["T1059.004","a_b","c-d","e/f:g"] | true
          # source: exact, but syscall has two names
          source: k8s_audit                   | "rule":"A","source":"k8s_audit"          | true
          source: k8s_audit                   | "rule":"A","source":"K8s_audit"          | false
          source: k8s_audit                   | "rule":"A"                               | false
          source: syscall                     | "rule":"A","source":"syscalls"           | true
          source: syscalls                    | "rule":"A","source":"syscall"            | true
          source: syscall                     | "rule":"A"                               | true
          source: syscall                     | "rule":"A","source":"syscal"             | false
          # all criteria that are given must hold
          { rules: [A], source: okta }        | "rule":"A","source":"okta"               | true
          { rules: [A], source: okta }        | "rule":"A"                               | false
          { rules: [A], source: okta }        | "rule":"B","source":"okta"               | false
          """)
  void criterionHoldsForAnAlertOrNot(String criterion, String alert, boolean holds) {
    assertThat(matched(criterion, alert)).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # key=value: there, and equal
          'a=x'                    | "a":"x"                       | true
          'a=x'                    | "a":"y"                       | false
          'a=x'                    | "b":"x"                       | false
          'a=x'                    | "a":"X"                       | false
          # key!=value: not there, or not equal
          'a!=x'                   | "a":"y"                       | true
          'a!=x'                   | "b":"x"                       | true
          'a!=x'                   | "a":"x"                       | false
          # any entry, all terms within one
          'a=x, b=y'               | "a":"x","b":"y"               | true
          'a=x, b=y'               | "a":"x"                       | false
          'a=x,b!=y'               | "a":"x","b":"z"               | true
          'a=x', 'b=y'             | "b":"y"                       | true
          'a=x', 'b=y'             | "c":"z"                       | false
          # the first operator parts the term
          'proc.args=--a=b'        | "proc.args":"--a=b"           | true
          'proc.args=--a=b'        | "proc.args":"--a"             | false
          'proc.args!=a!=b'        | "proc.args":"a!=b"            | false
          'a=x!y'                  | "a":"x!y"                     | true
          # letters of a key
          'k8s.pod.label[a/b-c_d]=x' | "k8s.pod.label[a/b-c_d]":"x" | true
          'proc.aname[2]=x'        | "proc.aname[2]":"x"           | true
          'proc.is_exe_upper_layer=true' | "proc.is_exe_upper_layer":true | true
          # quotes, and commas and spaces within
          'a="x, y"'               | "a":"x, y"                    | true
          'a="x, y"'               | "a":"x"                       | false
          'a="x,b=y", b=z'         | "a":"x,b=y","b":"z"           | true
          'a="x"'                  | "a":"x"                       | true
          'a=" x"'                 | "a":"x"                       | false
          'a="x""y"'               | "a":"x\\"y"                   | true
          'a= x'                   | "a":"x"                       | true
          'a='                     | "a":""                        | true
          # nothing
          'a=<nil>'                | "a":null                      | true
          'a=<nil>'                | "b":null                      | false
          'a!=<nil>'               | "a":null                      | false
          'a!=<nil>'               | "a":"x"                       | true
          'a!=<nil>'               | "b":null                      | true
          # numbers with all their digits, booleans
          'a=1000000'              | "a":1000000                   | true
          'a=1e+06'                | "a":1000000                   | false
          'a=1785758401250000001'  | "a":1785758401250000001       | true
          'a=1785758401250000001'  | "a":1785758401250000002       | false
          'a=1000000'              | "a":"1000000"                 | true
          'a=-1.5'                 | "a":-1.5                      | true
          'a=true'                 | "a":true                      | true
          'a=true'                 | "a":false                     | false
          'a=True'                 | "a":true                      | false
          """)
  void outputFieldHoldsForAnAlertOrNot(String entries, String fields, boolean holds) {
    var alert = "\"rule\":\"A\",\"output_fields\":{%s}".formatted(fields);

    assertThat(matched("output_fields: [%s]".formatted(entries), alert)).isEqualTo(holds);
  }

  private boolean matched(String criterion, String alert) {
    return new TypedRules(folder)
        .explained("{" + alert + "}", TypedRules.matching(criterion))
        .getFirst()
        .getAsJsonObject()
        .get("matched")
        .getAsBoolean();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          rules: A                    | rules is text, not a list; write a list: rules: ["…"]
          rules: [1]                  | an item of rules is a number, not text; put it in quotes: "1"
          rules: [2024-01-01]         | an item of rules is a date, not text; put it in quotes: "2024-01-01"
          rules: []                   | rules is an empty list; fill it, or leave the key out
          rules: [" "]                | the name of a Falco rule is blank; write the name
          priority: Info              | priority is "Info"; LEVELS
          priority: "=>Error"         | priority is "=>Error"; LEVELS
          priority: "!=Error"         | priority is "!=Error"; LEVELS
          priority: ">= Error"        | priority is ">= Error"; LEVELS
          priority: severe            | priority is "severe"; LEVELS
          priority: 3                 | priority is a number, not text; put it in quotes: "3"
          tags: a, b                  | tags is text, not a list; write a list: tags: ["…"]
          tags: ["a b"]               | "a b" is no tag; write letters, digits, and _ . - / : only, and a comma between tags
          tags: ["a,,b"]              | the tags "a,,b" have an empty one; write tags with a comma between
          tags: ["a*"]                | "a*" is no tag; write letters, digits, and _ . - / : only, and a comma between tags
          source: ""                  | source is blank; write syscall, k8s_audit, …
          source:                     | source is empty, not text; write a text, or leave it out
          source: [syscall]           | source is a list, not text; write a text
          output_fields: [a]          | output_fields has "a": a term has no = or !=; TERMS
          output_fields: ["a=x, b"]   | output_fields has "a=x, b": a term has no = or !=; TERMS
          output_fields: ["a =x"]     | output_fields has "a =x": "a " is no field's name, or has a space after it; TERMS
          output_fields: ["a !=x"]    | output_fields has "a !=x": "a " is no field's name, or has a space after it; TERMS
          output_fields: ["a*=x"]     | output_fields has "a*=x": "a*" is no field's name, or has a space after it; TERMS
          output_fields: ["=x"]       | output_fields has "=x": "" is no field's name, or has a space after it; TERMS
          output_fields: ['a="x']     | output_fields has "a="x": a quote is not closed; TERMS
          output_fields: ['a="x"y']   | output_fields has "a="x"y": something follows a value in quotes; TERMS
          output_fields: ['a=x"y']    | output_fields has "a=x"y": a quote stands inside of a value; TERMS
          output_field: ["a=x"]       | there is no key "output_field" here; write one of: rules, priority, tags, source, output_fields
          """)
  void criterionThatCouldBeMisreadIsRefused(String criterion, String problem) {
    var levels =
        "write <, <=, =, >=, > or nothing, and then one of: Debug, Informational, Notice, Warning,"
            + " Error, Critical, Alert, Emergency";
    var terms =
        "write field=value or field!=value with a comma between, values with commas in double quotes";

    assertThat(new TypedRules(folder).refused(TypedRules.matching(criterion)))
        .containsExactly(
            "1.yaml:4: rule \"R\": " + problem.replace("LEVELS", levels).replace("TERMS", terms));
  }

  @Test
  void ruleWithoutCriteriaMatchesEveryAlertAndIsWarnedOf() {
    var rule = "- rule: Any\n  actions: [{action: T, actionner: \"kubernetes:terminate\"}]\n";
    var rules = new TypedRules(folder);

    assertThat(rules.accepted(rule))
        .containsExactly(
            "warning: 1.yaml:1: rule \"Any\": the rule matches every alert; name Falco rules under"
                + " `match:` if that is not meant");
    assertThat(rules.accepted(rule + "  match: {priority: \">=\"}\n")).hasSize(1);
    assertThat(rules.accepted(rule + "  match: {rules: [A]}\n")).isEmpty();
    assertThat(matched("priority: \"\"", "\"rule\":\"Z\"")).isTrue();
  }
}
