package dev.falcoresponder.consumer.rules;

/** An item of a rule file. */
sealed interface Block permits ActionBlock, RuleBlock {
  /**
   * Its name, by which blocks of several files are put together; empty text where it has none,
   * which is a problem told already.
   */
  String name();

  /** Whether it has a name. */
  default boolean isNamed() {
    return !name().isEmpty();
  }

  /** What to call it in a sentence, behind "rule" or "action". */
  default String title() {
    return Words.title(name());
  }

  /** Where it is written, the first of its name. */
  Place place();
}
