package dev.falcoresponder.violations.action;

import java.util.concurrent.ConcurrentHashMap;

/** Remembers for everybody. */
public final class Remembering {
  private static final ConcurrentHashMap<String, String> SEEN = new ConcurrentHashMap<>();

  private Remembering() {}

  static boolean first(String uid) {
    return SEEN.put(uid, uid) == null;
  }
}
