package dev.falcoresponder.consumer.rules;

/** An item of a rule file. */
sealed interface Block permits ActionBlock, RuleBlock {
  /** Its name, by which blocks of several files are put together. */
  String name();

  /** Where it is written, the first of its name. */
  Place place();
}
