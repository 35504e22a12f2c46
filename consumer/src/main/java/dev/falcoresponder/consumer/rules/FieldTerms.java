package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads and prints {@code k8s.ns.name!=falco, proc.name=sh}: terms that must all hold. The first
 * {@code =} or {@code !=} of a term splits it, so a value may hold more of them. A value may stand
 * in double quotes; it can then hold commas, spaces at its ends, and quotes, each written twice.
 */
final class FieldTerms {
  private final String entry;
  private final List<FieldTerm> terms = new ArrayList<>();
  private Optional<String> fault = Optional.empty();
  private int at;

  private FieldTerms(String entry) {
    this.entry = entry;
  }

  static Parsed<List<FieldTerm>> parse(String entry) {
    var reader = new FieldTerms(entry);
    reader.read();
    return reader
        .fault
        .map(what ->
            Parsed.<List<FieldTerm>>fault(
                "output_fields has %s: %s".formatted(Words.quote(entry), what),
                "write field=value or field!=value with a comma between, values with commas in double quotes"))
        .orElseGet(() -> Parsed.value(reader.terms));
  }

  /** The text that reads as these terms. */
  static String print(List<FieldTerm> terms) {
    return String.join(", ", terms.stream().map(FieldTerms::print).toList());
  }

  static String print(FieldTerm term) {
    var value = term.value();
    var plain = value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.equals(value.strip());
    return term.field()
        + (term.equal() ? "=" : "!=")
        + (plain ? value : "\"" + value.replace("\"", "\"\"") + "\"");
  }

  private void read() {
    do {
      readTerm();
    } while (fault.isEmpty() && at++ < entry.length());
  }

  /** Reads one term and stops at the comma behind it, or at the end. */
  private void readTerm() {
    skipSpaces();
    var equals = entry.indexOf('=', at);
    var comma = entry.indexOf(',', at);
    if (equals < 0 || (comma >= 0 && comma < equals)) {
      fault = Optional.of("a term has no = or !=");
      return;
    }
    var negated = equals > at && entry.charAt(equals - 1) == '!';
    var field = entry.substring(at, negated ? equals - 1 : equals);
    if (!isField(field)) {
      fault = Optional.of(Words.quote(field) + " is no field's name, or has a space after it");
      return;
    }
    at = equals + 1;
    skipSpaces();
    var value = at < entry.length() && entry.charAt(at) == '"' ? quoted() : unquoted();
    terms.add(new FieldTerm(field, !negated, value));
  }

  private String unquoted() {
    var comma = entry.indexOf(',', at);
    var end = comma < 0 ? entry.length() : comma;
    var value = entry.substring(at, end).strip();
    if (value.indexOf('"') >= 0) {
      fault = Optional.of("a quote stands inside of a value");
    }
    at = end;
    return value;
  }

  private String quoted() {
    var value = new StringBuilder();
    for (at++; at < entry.length(); at++) {
      if (entry.charAt(at) == '"') {
        if (at + 1 == entry.length() || entry.charAt(at + 1) != '"') {
          at++;
          skipSpaces();
          if (at < entry.length() && entry.charAt(at) != ',') {
            fault = Optional.of("something follows a value in quotes");
          }
          return value.toString();
        }
        at++;
      }
      value.append(entry.charAt(at));
    }
    fault = Optional.of("a quote is not closed");
    return value.toString();
  }

  private void skipSpaces() {
    while (at < entry.length() && Character.isWhitespace(entry.charAt(at))) {
      at++;
    }
  }

  private static boolean isField(String text) {
    return !text.isEmpty() && text.chars().allMatch(FieldTerms::allowed);
  }

  private static boolean allowed(int c) {
    return (c < 128 && Character.isLetterOrDigit(c)) || ".[]_-/".indexOf(c) >= 0;
  }
}
