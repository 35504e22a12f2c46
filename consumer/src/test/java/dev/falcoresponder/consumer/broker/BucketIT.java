package dev.falcoresponder.consumer.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.falcoresponder.consumer.broker.Bucket.Change;
import dev.falcoresponder.consumer.broker.Bucket.Entry;
import dev.falcoresponder.consumer.broker.Bucket.Look;
import dev.falcoresponder.consumer.fixtures.Buckets;
import dev.falcoresponder.servers.NatsCluster;
import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(NatsVersion.class)
@SuppressWarnings("NullAway.Init") // what the class is given before its tests
class BucketIT {
  private static final byte[] VALUE = "value".getBytes(UTF_8);
  private static final int WRITERS = 10;
  private static final int ROUNDS = 40;

  @Parameter NatsVersion version;

  private static Bucket create(Connection connection, int replicas, Duration ttl) throws Exception {
    connection
        .jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name("KV_things")
                .subjects("$KV.things.>")
                .storageType(StorageType.File)
                .maxMessagesPerSubject(1)
                .maxAge(ttl)
                .replicas(replicas)
                .build());
    return bucket(connection);
  }

  private static Bucket bucket(Connection connection) {
    return new Bucket(() -> connection, "things", TestBroker.TIMEOUT, MissedStream.UNWATCHED);
  }

  private static long position(Bucket bucket) {
    return ((Look.At) bucket.look("key")).position();
  }

  @Test
  void positionIsThatOfTheNewestChangeOfAnyKey() throws Exception {
    try (var server = NatsServer.start(version)) {
      var connection = Nats.connect(server.url());
      var bucket = create(connection, 1, Duration.ofHours(1));
      assertThat(bucket.look("key")).isEqualTo(new Look.At(0, new Entry.Absent(0)));

      assertThat(bucket.writeAt("key", VALUE, 0)).isEqualTo(new Change.Won(1));
      assertThat(position(bucket)).isEqualTo(1);
      bucket.overwrite("other", VALUE);

      assertThat(bucket.look("key"))
          .isInstanceOfSatisfying(
              Look.At.class,
              at -> {
                assertThat(at.position()).isEqualTo(2);
                assertThat(((Entry.Stored) at.entry()).message().body()).isEqualTo(VALUE);
              });
      assertThat(bucket.writeAt("key", VALUE, 1)).isEqualTo(new Change.Lost());
      assertThat(bucket.writeAt("key", VALUE, 2)).isEqualTo(new Change.Won(3));
      assertThat(bucket.remove("key", 3)).isEqualTo(new Change.Won(4));
      assertThat(bucket.look("key")).isEqualTo(new Look.At(4, new Entry.Absent(4)));
      connection.close();
    }
  }

  @Test
  void bucketWhoseValuesHaveAllExpiredCanBeWrittenAgain() throws Exception {
    try (var server = NatsServer.start(version)) {
      var connection = Nats.connect(server.url());
      var bucket = create(connection, 1, Duration.ofSeconds(1));
      bucket.writeAt("key", VALUE, 0);
      Awaitility.await()
          .until(() -> bucket.look("key").equals(new Look.At(1, new Entry.Absent(0))));

      assertThat(bucket.writeAt("key", VALUE, 1)).isEqualTo(new Change.Won(2));
      connection.close();
    }
  }

  /**
   * What the deletion budget rests on. By the revision of a key alone, servers before 2.10 let
   * several writers win here.
   */
  @Test
  void oneOfManyWritersAtOnceWinsEachPositionInACluster() throws Exception {
    try (var cluster = NatsCluster.start(version);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var connections = new ArrayList<Connection>();
      for (var server : cluster.servers()) {
        connections.add(Nats.connect(server.url()));
      }
      var bucket = create(connections.getFirst(), 3, Duration.ofHours(1));
      Buckets.awaitKnown("things", connections);
      for (int round = 0; round < ROUNDS; round++) {
        var position = position(bucket);
        var race = new ArrayList<Callable<Change>>();
        for (int writer = 0; writer < WRITERS; writer++) {
          var mine = bucket(connections.get(writer % connections.size()));
          race.add(() -> mine.writeAt("key", VALUE, position));
        }
        var answers = new ArrayList<Change>();
        for (var future : threads.invokeAll(race)) {
          answers.add(future.get());
        }
        assertThat(answers).filteredOn(Change.Won.class::isInstance).hasSize(1);
        assertThat(answers).filteredOn(Change.Lost.class::isInstance).hasSize(WRITERS - 1);
      }
      for (var connection : connections) {
        connection.close();
      }
    }
  }
}
