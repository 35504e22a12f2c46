package dev.falcoresponder.campaign;

/**
 * A defect that can be planted in the program, to see that a campaign finds it: a change of the
 * source of one class.
 */
enum Defect {
  ACK_BEFORE_THE_ACT(
      "pipeline/AlertHandler",
      "var answer = walk(delivery);",
      "delivery.ack(); var answer = walk(delivery);",
      "every pod that had to die died"),
  NO_UID("cluster/DeletionBody", ".withUid(deletion.uid())", "", "no DELETE without the uid"),
  CLAIM_RELEASED_TOO_EARLY(
      "pipeline/ActionResponder",
      "return switch (targets.verify(claimed)) {",
      "claims.release(claimed.ticket()); return switch (targets.verify(claimed)) {",
      "one outcome for each claim"),
  DEAD_LETTER_AFTER_TERM(
      "settle/Settlement",
      "public Settled settle(Delivery delivery, Answer answer) {",
      "public Settled settle(Delivery delivery, Answer answer) {"
          + " if (answer instanceof Answer.Early(_, Outcome.Rejected _)) { delivery.term(); }",
      "POISON, and came to nothing"),
  CAS_IGNORED(
      "broker/Bucket",
      "return send(key, expecting(revision), value);",
      "return send(key, new Headers(), value);",
      "one outcome for each claim"),
  NO_RESOURCE_VERSION(
      "cluster/DeletionBody",
      ".withResourceVersion(deletion.resourceVersion().orElse(null))",
      "",
      "no pod is deleted twice");

  private final String source;
  private final String right;
  private final String wrong;
  private final String symptom;

  Defect(String source, String right, String wrong, String symptom) {
    this.source = source;
    this.right = right;
    this.wrong = wrong;
    this.symptom = symptom;
  }

  /** The class, as a path below the program's package. */
  String source() {
    return source;
  }

  /** What a violation says that comes of it. */
  String symptom() {
    return symptom;
  }

  /** The source with the defect in it. */
  String plantedIn(String text) {
    var at = text.indexOf(right);
    if (at < 0 || text.indexOf(right, at + 1) >= 0) {
      throw new IllegalStateException(
          "%s fits %s no more: it has \"%s\" not at all, or more than once"
              .formatted(this, source, right));
    }
    return text.replace(right, wrong);
  }
}
