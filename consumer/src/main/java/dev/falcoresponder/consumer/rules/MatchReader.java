package dev.falcoresponder.consumer.rules;

import dev.falcoresponder.consumer.rules.MatchCriteria.FieldTerm;
import dev.falcoresponder.consumer.rules.MatchCriteria.PriorityRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads a rule's criteria. */
final class MatchReader {
  private final BlockReader reader;

  MatchReader(BlockReader reader) {
    this.reader = reader;
  }

  MatchBlock read() {
    var block =
        new MatchBlock(
            parsed(reader.texts("rules"), MatchReader::ruleName),
            priority(),
            parsed(reader.texts("tags"), TagSet::parse),
            source(),
            outputFields());
    reader.refuseOthers();
    return block;
  }

  private static Parsed<String> ruleName(String text) {
    return text.isBlank()
        ? Parsed.fault("the name of a Falco rule is blank", "write the name")
        : Parsed.value(text);
  }

  private Optional<PriorityRange> priority() {
    if (reader.textOrNothing("priority").isEmpty()) {
      return Optional.empty();
    }
    return reader
        .scalar("priority")
        .flatMap(word -> parsed(word, Priorities::parse))
        .flatMap(range -> range);
  }

  private List<List<FieldTerm>> outputFields() {
    var alternatives = new ArrayList<List<FieldTerm>>();
    for (var word : reader.texts("output_fields")) {
      parsed(word, FieldTerms::parse)
          .ifPresent(terms -> {
            alternatives.add(terms);
            TalonDifferences.ofTerms(word, terms, reader);
          });
    }
    return alternatives;
  }

  private Optional<String> source() {
    var given = reader.scalar("source");
    given.ifPresent(word -> TalonDifferences.ofSource(word, reader));
    return given
        .flatMap(word ->
            parsed(
                word,
                text ->
                    text.isBlank()
                        ? Parsed.fault("source is blank", "write syscall, k8s_audit, …")
                        : Parsed.value(text)))
        .map(source -> source.equals("syscalls") ? "syscall" : source);
  }

  private <T> List<T> parsed(List<Yaml.Scalar> words, Function<String, Parsed<T>> parser) {
    var values = new ArrayList<T>();
    words.forEach(word -> parsed(word, parser).ifPresent(values::add));
    return values;
  }

  private <T> Optional<T> parsed(Yaml.Scalar word, Function<String, Parsed<T>> parser) {
    return switch (parser.apply(word.text())) {
      case Parsed.Value<T>(T value) -> Optional.of(value);
      case Parsed.Fault<T>(String what, String instead) -> {
        reader.error(word.line(), what, instead);
        yield Optional.empty();
      }
    };
  }
}
