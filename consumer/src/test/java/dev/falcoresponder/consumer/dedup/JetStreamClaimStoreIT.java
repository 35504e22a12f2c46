package dev.falcoresponder.consumer.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.falcoresponder.consumer.broker.Bucket;
import dev.falcoresponder.consumer.dedup.ClaimStore.Change;
import dev.falcoresponder.consumer.dedup.ClaimStore.Lookup;
import dev.falcoresponder.consumer.fixtures.Buckets;
import dev.falcoresponder.servers.NatsVersion;
import dev.falcoresponder.servers.RealServers;
import dev.falcoresponder.servers.SharedServers;
import io.nats.client.Connection;
import io.nats.client.Nats;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract, and what only a bucket can do, against both ends of the supported versions. */
class JetStreamClaimStoreIT {
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
  abstract static class OnAServer extends ClaimStoreContract {
    private static final AtomicInteger BUCKETS = new AtomicInteger();
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final ClaimKey KEY = new ClaimKey("terminate.shop.pod");

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
      bucket = bucket(Duration.ofMinutes(15));
    }

    @AfterEach
    void disconnect() throws Exception {
      connection.close();
    }

    @Override
    ClaimStore store() {
      return store(bucket);
    }

    @Override
    ClaimStore shortLived(Duration ttl) {
      return store(bucket(ttl));
    }

    private ClaimStore store(String name) {
      return new JetStreamClaimStore(
          new Bucket(() -> connection, name, TIMEOUT, _ -> missed.incrementAndGet()));
    }

    private String bucket(Duration ttl) {
      var name = "claims-" + BUCKETS.incrementAndGet();
      Buckets.create(connection, name, ttl, 1);
      return name;
    }

    @Test
    void missingBucketIsReportedAndMendedWithoutANewStore() throws Exception {
      var store = store();
      long revision = won(store.create(KEY, claim(1)));
      connection.jetStreamManagement().deleteStream("KV_" + bucket);

      assertThat(store.find(KEY)).isInstanceOf(Lookup.Unreachable.class);
      assertThat(missed).hasValue(1);
      assertThat(store.create(KEY, claim(1))).isInstanceOf(Change.Unreachable.class);
      assertThat(store.replace(KEY, claim(1), revision)).isInstanceOf(Change.Unreachable.class);
      assertThat(store.remove(KEY, revision)).isInstanceOf(Change.Unreachable.class);
      assertThat(missed).hasValue(4);

      Buckets.create(connection, bucket, Duration.ofMinutes(15), 1);
      assertThat(store.find(KEY)).isEqualTo(new Lookup.Absent());
      won(store.create(KEY, claim(1)));
    }

    @Test
    void bucketThatIsMadeWhenItIsMissedTakesTheClaimAtOnce() throws Exception {
      var mending =
          new JetStreamClaimStore(
              new Bucket(
                  () -> connection,
                  bucket,
                  TIMEOUT,
                  _ -> Buckets.create(connection, bucket, Duration.ofMinutes(15), 1)));
      long revision = won(mending.create(KEY, claim(1)));
      connection.jetStreamManagement().deleteStream("KV_" + bucket);

      // Of the claim that was lost nobody knows any more.
      assertThat(mending.replace(KEY, claim(2), revision)).isEqualTo(new Change.Lost());
      assertThat(mending.find(KEY)).isEqualTo(new Lookup.Absent());
      won(mending.create(KEY, claim(2)));
    }

    /** Who listens keeps the broker from saying that nobody does. */
    @Test
    void missingBucketIsSuspectedAlsoWhileSomebodyElseListens() throws Exception {
      var impatient =
          new JetStreamClaimStore(
              new Bucket(
                  () -> connection, bucket, Duration.ofMillis(300), _ -> missed.incrementAndGet()));
      connection.jetStreamManagement().deleteStream("KV_" + bucket);
      connection.subscribe("$KV." + bucket + ".>");

      assertThat(impatient.create(KEY, claim(1))).isInstanceOf(Change.Unreachable.class);
      assertThat(missed).hasValue(1);
    }

    @Test
    void garbageIsFoundAsSuchAndCanBeOverwritten() throws Exception {
      connection.keyValue(bucket).put(KEY.text(), "by hand".getBytes(UTF_8));

      assertThat(store().create(KEY, claim(1))).isEqualTo(new Change.Lost());
      var garbage = (Lookup.Unreadable) store().find(KEY);
      assertThat(garbage.why()).isNotBlank();
      won(store().replace(KEY, claim(1), garbage.revision()));
      assertThat(store().find(KEY)).isInstanceOf(Lookup.Found.class);
    }

    @Test
    void bucketToolsReadAndRemoveClaims() throws Exception {
      var bucketTool = connection.keyValue(bucket);
      won(store().create(KEY, claim(7)));
      assertThat(bucketTool.get(KEY.text()).getValueAsString()).contains("\"seq\":7");

      bucketTool.delete(KEY.text());
      assertThat(store().find(KEY)).isEqualTo(new Lookup.Absent());
      won(store().create(KEY, claim(8)));

      bucketTool.purge(KEY.text());
      assertThat(store().find(KEY)).isEqualTo(new Lookup.Absent());
      long revision = won(store().create(KEY, claim(9)));

      won(store().remove(KEY, revision));
      assertThat(bucketTool.get(KEY.text())).isNull();
    }

    @Test
    void claimWithoutAnyBytesIsGarbage() throws Exception {
      connection.keyValue(bucket).put(KEY.text(), new byte[0]);

      assertThat(store().find(KEY)).isInstanceOf(Lookup.Unreadable.class);
    }

    @Test
    void expiredClaimsLeaveNothingBehind() throws Exception {
      var name = bucket(Duration.ofSeconds(1));
      long revision = won(store(name).create(KEY, claim(1)));
      won(store(name).remove(KEY, revision));

      await()
          .until(() ->
              connection
                      .jetStreamManagement()
                      .getStreamInfo("KV_" + name)
                      .getStreamState()
                      .getMsgCount()
                  == 0);
    }

    @Test
    void closedConnectionIsAnAnswer() throws Exception {
      var store = store();
      connection.close();

      assertThat(store.find(KEY)).isInstanceOf(Lookup.Unreachable.class);
      assertThat(store.create(KEY, claim(1))).isInstanceOf(Change.Unreachable.class);
      assertThat(missed).hasValue(0);
    }
  }
}
