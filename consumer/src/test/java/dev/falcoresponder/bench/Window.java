package dev.falcoresponder.bench;

import io.nats.client.Connection;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/** Stores many messages, each confirmed, without waiting for every one before the next. */
record Window(Connection connection, String stream) {
  private static final int OPEN = 2_000;

  void publish(int count, IntFunction<String> subject, IntFunction<byte[]> payload) {
    try {
      var target = connection.jetStream();
      var expected = PublishOptions.builder().expectedStream(stream).build();
      Queue<CompletableFuture<PublishAck>> window = new ArrayDeque<>();
      for (int index = 0; index < count; index++) {
        window.add(target.publishAsync(subject.apply(index), payload.apply(index), expected));
        if (window.size() >= OPEN) {
          window.remove().join();
        }
      }
      window.forEach(CompletableFuture::join);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
