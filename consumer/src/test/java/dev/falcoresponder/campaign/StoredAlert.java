package dev.falcoresponder.campaign;

import java.time.Instant;
import java.util.Optional;

/**
 * An alert that the broker has confirmed to have stored.
 *
 * @param era which life of the stream it lies in, from 0: sequences begin anew with each
 * @param sequence its sequence there
 * @param kind what is owed to it
 * @param about uid of the pod that it is about
 * @param naming by what it names the pod, and whose replay it is: alerts that differ in this are
 *     never duplicates of each other
 * @param sentAt a moment before it was sent
 * @param wire its bytes, each as a character
 */
record StoredAlert(
    int era,
    long sequence,
    AlertKind kind,
    Optional<String> about,
    String naming,
    Instant sentAt,
    String wire) {
  /** Whether it is about that pod and asks for its end. */
  boolean condemns(String uid) {
    return kind == AlertKind.WANTED && about.equals(Optional.of(uid));
  }

  @Override
  public String toString() {
    return "alert " + sequence + (era == 0 ? "" : " of era " + era);
  }
}
