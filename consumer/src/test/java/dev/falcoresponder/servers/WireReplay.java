package dev.falcoresponder.servers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What Falcosidekick put on the wire for one alert, to be played into the socket of a real
 * nats-server: CONNECT and PING, then one core PUB without header or reply subject, then the end of
 * the connection.
 */
public final class WireReplay {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String greeting;
  private final String subject;
  private final String payload;

  /** Text is held as ISO 8859-1, in which every byte is one character and stays what it is. */
  private WireReplay(String greeting, String subject, String payload) {
    this.greeting = greeting;
    this.subject = subject;
    this.payload = payload;
  }

  /**
   * A recording of the folder {@code wire} in the test resources, such as {@code
   * 01-terminal-shell}.
   */
  public static WireReplay recorded(String name) {
    try (InputStream in = WireReplay.class.getResourceAsStream("/wire/" + name + ".tcp")) {
      return parse(new String(Objects.requireNonNull(in, name).readAllBytes(), ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WireReplay parse(String bytes) {
    int pub = bytes.indexOf("\r\nPUB ") + 2;
    int payload = bytes.indexOf("\r\n", pub) + 2;
    // PUB <subject> <length>
    var subject = bytes.substring(pub + 4, bytes.lastIndexOf(' ', payload));
    return new WireReplay(
        bytes.substring(0, pub), subject, bytes.substring(payload, bytes.length() - 2));
  }

  /** The same conversation about another alert. */
  public WireReplay with(String otherSubject, byte... otherPayload) {
    return new WireReplay(greeting, otherSubject, new String(otherPayload, ISO_8859_1));
  }

  /**
   * The same conversation by a client that logs in: what nats.go sends when the URL has user
   * information.
   */
  public WireReplay loggedInAs(String user, String password) {
    var login = "CONNECT {\"user\":\"%s\",\"pass\":\"%s\",".formatted(user, password);
    return new WireReplay(greeting.replace("CONNECT {", login), subject, payload);
  }

  /** Where it publishes. */
  public String subject() {
    return subject;
  }

  /** What it publishes. */
  public byte[] payload() {
    return payload.getBytes(ISO_8859_1);
  }

  /** Everything that is sent, as it was recorded. */
  byte[] bytes() {
    return (greeting + pub()).getBytes(ISO_8859_1);
  }

  private String pub() {
    return "PUB " + subject + " " + payload.length() + "\r\n" + payload + "\r\n";
  }

  /**
   * Plays it. When this returns, the server has got all bytes; whether it kept them nobody knows,
   * as with Falcosidekick.
   *
   * @throws UncheckedIOException if the server cannot be reached or refuses the greeting
   */
  public void playInto(NatsServer server) {
    playInto(server.port());
  }

  /** As {@link #playInto(NatsServer)}, into a port of loopback. */
  public void playInto(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      expect("INFO", in);
      send(greeting, socket);
      // Read as nats.go does: an answer that nobody reads would turn the end of the connection into
      // a reset.
      expect("PONG", in);
      send(pub(), socket);
      socket.shutdownOutput();
      awaitEnd(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void expect(String word, BufferedReader in) throws IOException {
    var line = Optional.ofNullable(in.readLine()).orElse("the end of the connection");
    if (!line.startsWith(word)) {
      throw new IOException("expected " + word + " from the server, got " + line);
    }
  }

  private static void send(String text, Socket socket) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  private static void awaitEnd(BufferedReader in) throws IOException {
    while (in.readLine() != null) {
      // A last PING or -ERR, which Falcosidekick does not look at either.
    }
  }
}
