package dev.falcoresponder.consumer.resolve;

import static dev.falcoresponder.consumer.resolve.Leads.LEAD;
import static dev.falcoresponder.consumer.resolve.Leads.suspect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.fixtures.Buckets;
import dev.falcoresponder.consumer.resolve.FoundPods.Keeping;
import dev.falcoresponder.consumer.resolve.FoundPods.Recall;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.RealServers;
import dev.falcoresponder.servers.SharedServers;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, and what only a bucket can do, against both ends of the supported versions. */
class JetStreamFoundPodsIT {
  @Nested
  class OnTheNewest extends OnAServer {
    OnTheNewest() {
      super(NatsVersion.NEWEST);
    }
  }

  @Nested
  class OnTheFloor extends OnAServer {
    OnTheFloor() {
      super(NatsVersion.FLOOR);
    }
  }

  @ExtendWith(SharedServers.class)
  abstract static class OnAServer extends FoundPodsContract {
    private static final Duration TTL = Duration.ofMinutes(15);
    private static final String KEY = "found.1f2e3d4c5b6a.node-a";

    private final NatsVersion version;
    private final AtomicInteger missed = new AtomicInteger();
    private Connection connection;
    private String bucket;

    @SuppressWarnings("NullAway.Init") // what each test is given before it starts
    OnAServer(NatsVersion version) {
      this.version = version;
    }

    @BeforeEach
    void connect(RealServers servers) throws Exception {
      connection = Nats.connect(servers.nats(version).url());
      bucket = bucket(TTL);
    }

    @AfterEach
    void disconnect() throws Exception {
      connection.close();
    }

    @Override
    FoundPods memory() {
      return memory(bucket, TTL);
    }

    @Override
    FoundPods shortLived(Duration ttl) {
      return memory(bucket(ttl), ttl);
    }

    private FoundPods memory(String name, Duration ttl) {
      return new JetStreamFoundPods(
          new Bucket(() -> connection, name, Duration.ofSeconds(2), _ -> missed.incrementAndGet()),
          ttl);
    }

    private String bucket(Duration ttl) {
      var name = "found-" + UUID.randomUUID();
      Buckets.create(connection, name, ttl, 1);
      return name;
    }

    @Test
    void floodAboutOneContainerIsWrittenOnce() throws Exception {
      var memory = memory();
      for (var alert = 0; alert < 100; alert++) {
        memory.keep(LEAD, suspect("cart-0"));
      }

      assertThat(connection.keyValue(bucket).get(KEY).getRevision()).isEqualTo(1);
    }

    @Test
    void missingBucketIsReportedAndMendedWithoutANewMemory() throws Exception {
      var memory = memory();
      connection.jetStreamManagement().deleteStream("KV_" + bucket);

      assertThat(memory.recall(LEAD)).isInstanceOf(Recall.Unreachable.class);
      assertThat(memory.keep(LEAD, suspect("cart-0"))).isInstanceOf(Keeping.NotKept.class);
      assertThat(missed).hasValue(2);

      Buckets.create(connection, bucket, TTL, 1);
      assertThat(memory.keep(LEAD, suspect("cart-0"))).isEqualTo(new Keeping.Kept());
      assertThat(memory.recall(LEAD)).isEqualTo(new Recall.Known(suspect("cart-0")));
    }

    @Test
    void whatSomebodyElseWroteIsNothing() throws Exception {
      var tool = connection.keyValue(bucket);
      for (var text :
          new String[] {
            "by hand",
            "",
            "null",
            "[]",
            "{}",
            "{\"namespace\":\"shop\",\"pod\":\"cart-0\"}",
            "{\"namespace\":\"shop\",\"pod\":\"cart-0\",\"uid\":\" \"}",
            "{\"namespace\":\"../shop\",\"pod\":\"cart-0\",\"uid\":\"u\"}",
            "{\"namespace\":\"shop\",\"pod\":\"a/b\",\"uid\":\"u\"}"
          }) {
        tool.put(KEY, text.getBytes(UTF_8));

        assertThat(memory().recall(LEAD)).as(text).isEqualTo(new Recall.Nothing());
      }
    }

    @Test
    void bucketToolsReadAndRemoveWhatIsRemembered() throws Exception {
      memory().keep(LEAD, suspect("cart-0"));
      var tool = connection.keyValue(bucket);
      assertThat(tool.get(KEY).getValueAsString())
          .isEqualTo("{\"namespace\":\"shop\",\"pod\":\"cart-0\",\"uid\":\"uid-cart-0\"}");

      tool.delete(KEY);

      assertThat(memory().recall(LEAD)).isEqualTo(new Recall.Nothing());
    }

    @Test
    void closedConnectionIsAnAnswer() throws Exception {
      var memory = memory();
      connection.close();

      assertThat(memory.recall(LEAD)).isInstanceOf(Recall.Unreachable.class);
      assertThat(memory.keep(LEAD, suspect("cart-0"))).isInstanceOf(Keeping.NotKept.class);
      assertThat(missed).hasValue(0);
    }
  }
}
