package dev.falcoresponder.consumer.intake;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The deliveries that are being worked on. */
final class InHand {
  /** One of them, since when, by {@link System#nanoTime}. Compared by identity. */
  static final class Held {
    private final Delivery delivery;
    private volatile long since = System.nanoTime();

    private Held(Delivery delivery) {
      this.delivery = delivery;
    }

    Delivery delivery() {
      return delivery;
    }

    /** When it was taken, or last kept alive. */
    long since() {
      return since;
    }

    /** The broker starts to wait anew. */
    void renewed(long now) {
      since = now;
    }
  }

  private final Set<Held> held = ConcurrentHashMap.newKeySet();

  Held take(Delivery delivery) {
    var one = new Held(delivery);
    held.add(one);
    return one;
  }

  void drop(Held one) {
    held.remove(one);
  }

  boolean holds(Held one) {
    return held.contains(one);
  }

  int size() {
    return held.size();
  }

  List<Held> all() {
    return List.copyOf(held);
  }
}
