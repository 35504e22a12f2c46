package dev.falcoresponder.consumer.config;

import dev.falcoresponder.consumer.broker.BrokerConfig;
import dev.falcoresponder.consumer.broker.Secret;
import dev.falcoresponder.consumer.config.Initial.None;
import dev.falcoresponder.consumer.config.Initial.Text;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** What can be set about the broker. */
final class NatsKeys {
  private static final ValueType<String> NAME =
      Types.text("a name of letters, digits, - and _", Pattern.compile("[A-Za-z0-9_-]{1,128}"));

  private static final ValueType<String> TEXT = Types.text("text", Pattern.compile(".+"));

  // Our own outcomes and dead letters must never come back as alerts, so the first token is fixed.
  private static final ValueType<String> SUBJECT =
      Types.text(
          "a subject that begins with a word of its own, such as falco.>",
          Pattern.compile(
              "(?!falco-responder(\\.|$))[^$\\s.*>][^\\s.*>]*(\\.([^\\s.*>]+|\\*))*(\\.>)?"));

  private static final ValueType<String> PREFIX =
      Types.text("a subject without wildcards", Pattern.compile("[^\\s.*>]+(\\.[^\\s.*>]+)*"));

  static final ConfigKey<List<URI>> SERVERS =
      new ConfigKey<>(
          "nats.servers",
          new Text<>("nats://localhost:4222"),
          new ServerUrls(),
          "The brokers, tried in turn; may hold a user and password or a token, which "
              + "are never shown.");

  static final ConfigKey<BrokerConfig.Mode> MODE =
      new ConfigKey<>(
          "nats.mode",
          new Text<>("auto"),
          Types.word(BrokerConfig.Mode.class),
          "How to read alerts: from JetStream; from core NATS, where the broker keeps "
              + "nothing for us; or from JetStream if the broker has it, decided once at "
              + "start.");

  static final ConfigKey<String> STREAM =
      new ConfigKey<>(
          "nats.stream", new Text<>("FALCO"), NAME, "The stream that keeps the alerts.");

  static final ConfigKey<String> SUBJECTS =
      new ConfigKey<>(
          "nats.subjects",
          new Text<>("falco.>"),
          SUBJECT,
          "The subjects of the alerts: what the stream keeps, or what core mode " + "listens to.");

  static final ConfigKey<String> CONSUMER =
      new ConfigKey<>(
          "nats.consumer",
          new Text<>("falco-responder"),
          NAME,
          "The durable consumer that all replicas share; in core mode the queue " + "group.");

  static final ConfigKey<BrokerConfig.Provision> PROVISION =
      new ConfigKey<>(
          "nats.provision",
          new Text<>("create"),
          Types.word(BrokerConfig.Provision.class),
          "Whether to make streams, consumer and buckets that are missing, or only to "
              + "check them because somebody else owns them.");

  static final ConfigKey<Integer> REPLICAS =
      new ConfigKey<>(
          "nats.replicas",
          new Text<>("1"),
          Types.oneOf(1, 3, 5),
          "Copies of each stream and bucket that we make.");

  static final ConfigKey<Duration> MAX_AGE =
      new ConfigKey<>(
          "nats.max-age",
          new Text<>("72h"),
          Types.duration("1m", "365d"),
          "How long the stream keeps alerts.");

  static final ConfigKey<Duration> ACK_WAIT =
      new ConfigKey<>(
          "nats.ack-wait",
          new Text<>("60s"),
          Types.duration("1s", "1h"),
          "How long the broker waits for a replica to answer for an alert before it "
              + "delivers it to another; extended while the alert is in hand.");

  static final ConfigKey<Integer> MAX_ACK_PENDING =
      new ConfigKey<>(
          "nats.max-ack-pending",
          new Text<>("10000"),
          Types.number(1, 1_000_000),
          "Alerts in hand and waiting for their next attempt, over all replicas.");

  static final ConfigKey<String> USER =
      new ConfigKey<>("nats.user", new None<>(), TEXT, "The user to log in as.");

  static final ConfigKey<Secret> PASSWORD =
      new ConfigKey<>("nats.password", new None<>(), Types.secret(), "The user's password.");

  static final ConfigKey<Secret> TOKEN =
      new ConfigKey<>("nats.token", new None<>(), Types.secret(), "The token to log in with.");

  static final ConfigKey<Path> NKEY_FILE =
      new ConfigKey<>(
          "nats.nkey-file",
          new None<>(),
          Types.file(),
          "A file with the nkey seed to log in with, read again at every connect.");

  static final ConfigKey<Path> CREDS_FILE =
      new ConfigKey<>(
          "nats.creds-file",
          new None<>(),
          Types.file(),
          "A .creds file (JWT and seed) to log in with, read again at every connect.");

  static final ConfigKey<Path> CA_FILE =
      new ConfigKey<>(
          "nats.tls.ca-file",
          new None<>(),
          Types.file(),
          "PEM file of the authorities to trust; without it the platform's.");

  static final ConfigKey<Path> CERT_FILE =
      new ConfigKey<>(
          "nats.tls.cert-file",
          new None<>(),
          Types.file(),
          "PEM file of our certificate chain, for brokers that verify clients.");

  static final ConfigKey<Path> KEY_FILE =
      new ConfigKey<>(
          "nats.tls.key-file",
          new None<>(),
          Types.file(),
          "PEM file of our certificate's private key, without a passphrase.");

  static final ConfigKey<String> INBOX_PREFIX =
      new ConfigKey<>(
          "nats.inbox-prefix",
          new Text<>("_INBOX"),
          PREFIX,
          "How reply subjects begin, for brokers that restrict them.");

  static final ConfigKey<Duration> REQUEST_TIMEOUT =
      new ConfigKey<>(
          "nats.request-timeout",
          new Text<>("5s"),
          Types.duration("100ms", "1m"),
          "How long the broker may take to answer a request.");

  static final List<ConfigKey<?>> ALL =
      List.of(
          SERVERS,
          MODE,
          STREAM,
          SUBJECTS,
          CONSUMER,
          PROVISION,
          REPLICAS,
          MAX_AGE,
          ACK_WAIT,
          MAX_ACK_PENDING,
          USER,
          PASSWORD,
          TOKEN,
          NKEY_FILE,
          CREDS_FILE,
          CA_FILE,
          CERT_FILE,
          KEY_FILE,
          INBOX_PREFIX,
          REQUEST_TIMEOUT);

  private NatsKeys() {}
}
