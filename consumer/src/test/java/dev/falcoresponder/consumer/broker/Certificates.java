package dev.falcoresponder.consumer.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates made by the JDK's keytool: an authority, and leaves that it signs for 127.0.0.1. */
final class Certificates {
  private static final String PASSWORD = "test-only";

  private final Path folder;
  private final Path store;

  private Certificates(Path folder) {
    this.folder = folder;
    store = folder.resolve("keys.p12");
  }

  /** An authority of that name in a folder of its own below the given one. */
  static Certificates authority(Path parent, String name) throws Exception {
    var made = new Certificates(Files.createDirectories(parent.resolve(name)));
    made.keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "bc:c",
        "-validity",
        "2");
    return made;
  }

  /** The authority's certificate as a PEM file. */
  Path ca() throws Exception {
    return pem(folder.resolve("ca.pem"), List.of("ca"));
  }

  /** A leaf: {@code <name>.pem} with its chain and {@code <name>.key}, PKCS #8. */
  Leaf leaf(String name, String algorithm) throws Exception {
    keytool(
        "-genkeypair",
        "-alias",
        name,
        "-keyalg",
        algorithm,
        // RSA keys of the default length take seconds to find.
        "-keysize",
        algorithm.equals("RSA") ? "2048" : "256",
        "-dname",
        "CN=" + name,
        "-validity",
        "2");
    var request = folder.resolve(name + ".csr");
    var signed = folder.resolve(name + ".crt");
    keytool("-certreq", "-alias", name, "-file", request.toString());
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-infile",
        request.toString(),
        "-outfile",
        signed.toString(),
        "-ext",
        "san=ip:127.0.0.1",
        "-validity",
        "2");
    keytool("-importcert", "-alias", name, "-file", signed.toString());
    var key = (PrivateKey) load().getKey(name, PASSWORD.toCharArray());
    var keyFile =
        Files.writeString(folder.resolve(name + ".key"), block("PRIVATE KEY", key.getEncoded()));
    return new Leaf(pem(folder.resolve(name + ".pem"), List.of(name)), keyFile, key);
  }

  /** A certificate with its key, in files. */
  record Leaf(Path certificate, Path key, PrivateKey privateKey) {
    ConnectionConfig.Identity identity() {
      return new ConnectionConfig.Identity(certificate, key);
    }
  }

  static String block(String kind, byte[] der) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }

  private Path pem(Path file, List<String> aliases) throws Exception {
    var text = new StringBuilder();
    for (var alias : aliases) {
      for (var certificate : load().getCertificateChain(alias)) {
        text.append(block("CERTIFICATE", certificate.getEncoded()));
      }
    }
    return Files.writeString(file, text);
  }

  private KeyStore load() throws Exception {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of(
            // It is started often, and each time for less than the second compiler is worth.
            "-J-XX:TieredStopAtLevel=1",
            "-J-XX:+UseSerialGC",
            "-noprompt",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
