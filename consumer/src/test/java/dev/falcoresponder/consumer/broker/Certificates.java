package dev.falcoresponder.consumer.broker;

import dev.falcoresponder.servers.Pem;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates for tests: an authority, and leaves that it signs for 127.0.0.1. */
final class Certificates {
  private static final Duration VALID = Duration.ofDays(2);
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
  private static final int RSA_BITS = 2048;
  private static final int EC_BITS = 256;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path folder;
  private final X500Principal name;
  private final KeyPair keys;
  private final X509Certificate authority;

  private Certificates(Path folder, String name) throws Exception {
    this.folder = folder;
    this.name = new X500Principal("CN=" + name);
    keys = keys("EC");
    authority =
        sign(this.name, keys.getPublic(), Extension.basicConstraints, new BasicConstraints(true));
  }

  /** An authority of that name in a folder of its own below the given one. */
  static Certificates authority(Path parent, String name) throws Exception {
    return new Certificates(Files.createDirectories(parent.resolve(name)), name);
  }

  /** The authority's certificate as a PEM file. */
  Path ca() throws Exception {
    return write(folder.resolve("ca.pem"), authority);
  }

  /** A leaf: {@code <name>.pem} with its chain and {@code <name>.key}, PKCS #8. */
  Leaf leaf(String name, String algorithm) throws Exception {
    var leaf = keys(algorithm);
    var certificate =
        sign(
            new X500Principal("CN=" + name),
            leaf.getPublic(),
            Extension.subjectAlternativeName,
            new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
    var chain = write(folder.resolve(name + ".pem"), certificate, authority);
    var key = leaf.getPrivate();
    var keyFile =
        Files.writeString(
            folder.resolve(name + ".key"), Pem.block("PRIVATE KEY", key.getEncoded()));
    return new Leaf(chain, keyFile, key);
  }

  private static KeyPair keys(String algorithm) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? RSA_BITS : EC_BITS);
    return generator.generateKeyPair();
  }

  private X509Certificate sign(
      X500Principal subject, PublicKey key, ASN1ObjectIdentifier extension, ASN1Object value)
      throws Exception {
    var now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(Long.SIZE, RANDOM),
            Date.from(now.minus(CLOCKS_DIFFER)),
            Date.from(now.plus(VALID)),
            subject,
            key);
    builder.addExtension(extension, true, value);
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static Path write(Path file, X509Certificate... chain) throws Exception {
    var text = new StringBuilder();
    for (var certificate : chain) {
      text.append(Pem.block("CERTIFICATE", certificate.getEncoded()));
    }
    return Files.writeString(file, text);
  }

  /** A certificate with its key, in files. */
  record Leaf(Path certificate, Path key, PrivateKey privateKey) {
    ConnectionConfig.Identity identity() {
      return new ConnectionConfig.Identity(certificate, key);
    }
  }
}
