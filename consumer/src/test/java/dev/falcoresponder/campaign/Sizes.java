package dev.falcoresponder.campaign;

/**
 * How much is tried in one run.
 *
 * @param pods pods in all
 * @param rounds times that something breaks, with a share of the pods each
 */
record Sizes(int pods, int rounds) {
  static final Sizes FULL = new Sizes(400, 10);
}
