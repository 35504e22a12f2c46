package dev.falcoresponder.consumer.cluster;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever asks what somebody is asking already gets the same answer: a hundred who ask at once are
 * one question. Nothing is remembered: who comes after the answer asks anew.
 *
 * @param <K> a question; equal ones are the same
 * @param <V> an answer
 */
final class SingleFlight<K, V> {
  private static final Logger LOG = LoggerFactory.getLogger(SingleFlight.class);

  private final String name;
  private final Function<K, V> source;
  private final Function<Throwable, V> failed;
  private final ConcurrentMap<K, CompletableFuture<V>> asking = new ConcurrentHashMap<>();

  /**
   * Nothing is asked yet.
   *
   * @param name of the threads that ask
   * @param source answers a question; bounded in time
   * @param failed the answer where the source throws
   */
  SingleFlight(String name, Function<K, V> source, Function<Throwable, V> failed) {
    this.name = name;
    this.source = source;
    this.failed = failed;
  }

  /**
   * Waits for the answer, interrupted or not.
   *
   * @throws CancellationException if there is none, since {@code failed} has thrown as well
   */
  V ask(K question) {
    var mine = new CompletableFuture<V>();
    var others = asking.putIfAbsent(question, mine);
    if (others != null) {
      return others.join();
    }
    // On a thread of its own, so that whoever waits may be interrupted without spoiling the answer
    // for the others.
    Thread.ofVirtual().name(name).start(() -> answer(question, mine));
    return mine.join();
  }

  private void answer(K question, CompletableFuture<V> waiting) {
    @Nullable V answer = null;
    try {
      answer = source.apply(question);
    } catch (Throwable e) {
      // Errors too: a stack overflow in one question is no reason to keep all who ask it waiting.
      answer = failed.apply(e);
      LOG.atError().setCause(e).log("Question to the API server failed unexpectedly");
    } finally {
      // Before it is answered, so that who was answered and asks again asks anew.
      asking.remove(question);
      if (answer == null) {
        waiting.cancel(false);
      } else {
        waiting.complete(answer);
      }
    }
  }
}
