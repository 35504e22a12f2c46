package dev.falcoresponder.consumer.rules;

/**
 * How one criterion of a rule fared.
 *
 * @param criterion its key in rule files: {@code rules}, {@code priority}, {@code source}, {@code
 *     tags} or {@code output_fields}
 * @param holds whether the alert fulfils it
 * @param wanted what the rule asks for; alternatives with {@code |} between them
 * @param found what the alert has
 */
public record CriterionExplanation(String criterion, boolean holds, String wanted, String found) {
  @Override
  public String toString() {
    return "%s %s: wanted %s, found %s"
        .formatted(criterion, holds ? "holds" : "does not hold", wanted, found);
  }
}
