package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.consumer.rules.MatchCriteria.PriorityRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Warns of what falco-talon takes in another way, where both take it and the file does not show it.
 * What falco-talon refuses, and what is done otherwise whatever the file says, is not told: an
 * ordinary file gets no warning from here.
 */
final class TalonDifferences {
  private TalonDifferences() {}

  /** Two names of one source are two sources to it. */
  static void ofSource(Yaml.Scalar source, BlockReader reader) {
    if (source.text().equals("syscalls")) {
      reader.warn(
          source.line(),
          "source syscalls stands for syscall too, which falco-talon takes for another source",
          "write syscall, which says the same here, or narrow the rule by another criterion");
    }
  }

  /** Operators, commas, quotes and spaces in values, and large numbers. */
  static void ofTerms(Yaml.Scalar entry, List<FieldTerm> terms, BlockReader reader) {
    var reading = TalonTerms.read(entry.text());
    if (reading.equals(Optional.of(new TalonTerms.Reading.Terms(terms)))) {
      terms.forEach(term -> ofNumber(entry, term, reader));
    } else {
      reading.ifPresent(theirs ->
          reader.warn(
              entry.line(),
              "output_fields %s asks for %s here, but in falco-talon for %s"
                  .formatted(Words.quote(entry.text()), quote(terms), print(theirs)),
              "write it in another way if that is what is meant"));
    }
  }

  private static String print(TalonTerms.Reading reading) {
    return switch (reading) {
      case TalonTerms.Reading.Never() -> "what no alert has";
      case TalonTerms.Reading.Terms(var terms) ->
          terms.isEmpty() ? "nothing, so that every alert fits" : quote(terms);
    };
  }

  private static String quote(List<FieldTerm> terms) {
    return Words.quote(FieldTerms.print(terms));
  }

  private static void ofNumber(Yaml.Scalar entry, FieldTerm term, BlockReader reader) {
    var written = "output_fields has " + quote(List.of(term));
    GoNumber.ofMillions(term.value())
        .ifPresent(theirs ->
            reader.warn(
                entry.line(),
                "%s, a number that falco-talon sees as %s, so that %s there"
                    .formatted(
                        written,
                        theirs,
                        term.equal() ? "no alert fits the entry" : "every alert fits the term"),
                "take the %s out if that is what is meant"
                    .formatted(term.equal() ? "entry" : "term")));
    if (GoNumber.isExponential(term.value())) {
      reader.warn(
          entry.line(),
          written + ", which is text here, but in falco-talon a number too",
          "write all digits of the number");
    }
  }

  /** It drops a rule's priority and source where a later block of the rule has none. */
  static void ofLaterBlocks(List<RuleBlock> blocks, Problems problems) {
    var priority = Optional.<PriorityRange>empty();
    var source = Optional.<String>empty();
    for (var block : blocks) {
      var kept = new ArrayList<String>();
      if (block.match().priority().isEmpty()) {
        priority.ifPresent(range -> kept.add("priority " + Priorities.print(range)));
      }
      if (block.match().source().isEmpty()) {
        source.ifPresent(name -> kept.add("source " + name));
      }
      if (!kept.isEmpty()) {
        problems.warn(
            block.place(),
            "rule " + block.title(),
            "%s of an earlier block of this rule %s, which falco-talon drops here"
                .formatted(String.join(" and ", kept), kept.size() == 1 ? "holds on" : "hold on"),
            "take out there what should not hold, and repeat here what should");
      }
      priority = block.match().priority().isPresent() ? block.match().priority() : priority;
      source = block.match().source().isPresent() ? block.match().source() : source;
    }
  }
}
