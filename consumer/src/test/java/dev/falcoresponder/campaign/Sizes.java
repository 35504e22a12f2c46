package dev.falcoresponder.campaign;

/**
 * How much is tried in one run.
 *
 * @param pods pods in all
 * @param rounds times that something breaks, with a share of the pods each
 * @param reborn names of the dead that are used again, in all and at most
 */
record Sizes(int pods, int rounds, int reborn) {
  static final Sizes FULL = new Sizes(400, 10, 100);
}
