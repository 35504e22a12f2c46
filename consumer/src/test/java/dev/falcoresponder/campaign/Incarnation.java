package dev.falcoresponder.campaign;

/**
 * One life of a pod.
 *
 * @param namespace where it lives
 * @param name which another pod may have had, and another may get
 * @param uid which no other pod ever has
 */
record Incarnation(String namespace, String name, String uid) {
  /** Whether that is its place, and perhaps another's at another time. */
  boolean at(String where, String called) {
    return namespace.equals(where) && name.equals(called);
  }

  @Override
  public String toString() {
    return namespace + "/" + name + " (uid " + uid + ")";
  }
}
