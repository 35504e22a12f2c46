package dev.falcoresponder.servers;

import dev.falcoresponder.servers.Located.Executable;
import dev.falcoresponder.servers.Located.Image;
import dev.falcoresponder.servers.Located.Missing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Says what kind of NATS server is wanted. By default: the newest, JetStream on a fresh store, any
 * port.
 */
public final class NatsServerBuilder {
  private NatsVersion version = NatsVersion.NEWEST;
  private Optional<Path> executable = Optional.empty();
  private Optional<Path> store = Optional.empty();
  private boolean jetStream = true;
  private OptionalLong maxFileStore = OptionalLong.empty();
  private int port;
  private String name = "nats";
  private Optional<Path> files = Optional.empty();
  private final List<String> inserts = new ArrayList<>();

  NatsServerBuilder() {}

  /** Which version; found by {@link Servers}. */
  public NatsServerBuilder version(NatsVersion wanted) {
    version = wanted;
    return this;
  }

  /** This very file, whatever version it is. */
  public NatsServerBuilder executable(Path file) {
    executable = Optional.of(file);
    return this;
  }

  /** Whether it has JetStream. Without, it is what OpenFaaS Community Edition brings along. */
  public NatsServerBuilder jetStream(boolean on) {
    jetStream = on;
    return this;
  }

  /** Keeps streams in this folder, which is not removed: another server can be started on it. */
  public NatsServerBuilder store(Path folder) {
    store = Optional.of(folder);
    return this;
  }

  /** How much JetStream may store, in bytes; by default three quarters of what the disk has. */
  public NatsServerBuilder maxFileStore(long bytes) {
    maxFileStore = OptionalLong.of(bytes);
    return this;
  }

  /** Listens on this port. */
  public NatsServerBuilder port(int wanted) {
    port = wanted;
    return this;
  }

  /** Its name, letters and digits. */
  public NatsServerBuilder name(String wanted) {
    name = wanted;
    return this;
  }

  /** Lets the server read this folder, whose files the configuration names, where it is. */
  public NatsServerBuilder files(Path folder) {
    files = Optional.of(folder);
    return this;
  }

  /** Adds text to the configuration file: accounts, TLS, limits. */
  public NatsServerBuilder config(String text) {
    inserts.add(text);
    return this;
  }

  /**
   * Starts it and returns when it serves. Gives the test up where there is no such server ({@link
   * Servers#require}).
   */
  public NatsServer start() {
    if (executable.isPresent()) {
      return NatsProcess.start(executable.get(), settings(), store, true);
    }
    return switch (Servers.require(version.program())) {
      case Executable(_, var path, _) -> NatsProcess.start(path, settings(), store, true);
      case Image(_, var image) -> NatsContainer.start(image, settings(), store, files);
      case Missing missing -> throw new IllegalStateException(missing.advice());
    };
  }

  /**
   * Starts it and returns when it listens: a member of a cluster is well only when the others are
   * there. Containers would not find each other on loopback.
   */
  NatsServer startAsMember() {
    var path = executable.orElseGet(() -> Servers.requireExecutable(version.program()).path());
    return NatsProcess.start(path, settings(), store, false);
  }

  private NatsSettings settings() {
    int clients = port == 0 ? FreePorts.next() : port;
    return new NatsSettings(name, clients, FreePorts.next(), jetStream, maxFileStore, inserts);
  }
}
