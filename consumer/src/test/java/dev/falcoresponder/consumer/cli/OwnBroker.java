package dev.falcoresponder.consumer.cli;

import dev.falcoresponder.servers.NatsServer;
import dev.falcoresponder.servers.NatsVersion;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.api.StreamConfiguration;
import java.util.List;
import java.util.Objects;

/** A broker of a test's own, who may do anything with it. */
record OwnBroker(NatsServer server, Connection connection) {
  /** With nothing on it. */
  static OwnBroker start(NatsVersion version) throws Exception {
    var server = NatsServer.start(version);
    return new OwnBroker(server, Nats.connect(server.url()));
  }

  JetStreamManagement streams() throws Exception {
    return connection.jetStreamManagement();
  }

  void addStream(String name, String subjects) throws Exception {
    streams().addStream(StreamConfiguration.builder().name(name).subjects(subjects).build());
  }

  /** Returns when it is stored. */
  void publish(String subject, byte[] body) throws Exception {
    var _ = connection.jetStream().publish(subject, body);
  }

  long messages(String stream) throws Exception {
    return streams().getStreamInfo(stream).getStreamState().getMsgCount();
  }

  /** As commands print it. */
  String storedAt(String stream, long sequence) throws Exception {
    var message = streams().getMessage(stream, sequence);
    return Objects.requireNonNull(message.getTime()).toInstant().toString();
  }

  /** A command that is to ask this broker: these words and what follows them. */
  Typed typed(List<String> words, String... more) {
    return Typed.at(server, words, more);
  }

  void close() throws Exception {
    connection.close();
    server.close();
  }
}
