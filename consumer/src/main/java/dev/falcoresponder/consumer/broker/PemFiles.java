package dev.falcoresponder.consumer.broker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** PEM files as Kubernetes Secrets hold them. Errors name the file and what it should hold. */
final class PemFiles {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*([A-Za-z0-9+/=\\s]*?)-----END \\1-----");

  /** What a Secret holds at most; the certificates of all public authorities take a quarter. */
  static final int MAX_BYTES = 1 << 20;

  private PemFiles() {}

  /** All certificates in the file, in their order, at least one. */
  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    var factory = CertificateFactory.getInstance("X.509");
    var found = new ArrayList<X509Certificate>();
    var blocks = BLOCK.matcher(text(file));
    while (blocks.find()) {
      if (blocks.group(1).endsWith("CERTIFICATE")) {
        found.add(
            (X509Certificate)
                factory.generateCertificate(new ByteArrayInputStream(der(blocks.group(2)))));
      }
    }
    if (found.isEmpty()) {
      throw new GeneralSecurityException(
          file + ": holds no certificate (-----BEGIN CERTIFICATE-----)");
    }
    return found;
  }

  /**
   * The key in the file: PKCS #8, or the older forms that cert-manager writes unless told
   * otherwise.
   */
  static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    var blocks = BLOCK.matcher(text(file));
    while (blocks.find()) {
      var der = der(blocks.group(2));
      var pkcs8 =
          switch (blocks.group(1)) {
            case "PRIVATE KEY" -> Optional.of(der);
            case "RSA PRIVATE KEY" -> Optional.of(Pkcs8.ofRsa(der));
            case "EC PRIVATE KEY" -> Optional.of(Pkcs8.ofEc(der));
            case "ENCRYPTED PRIVATE KEY" ->
                throw new GeneralSecurityException(
                    file + ": the key is encrypted; store it without a passphrase");
            // No key: "EC PARAMETERS", or a certificate in the same file.
            default -> Optional.<byte[]>empty();
          };
      if (pkcs8.isPresent()) {
        return key(file, pkcs8.get());
      }
    }
    throw new GeneralSecurityException(
        file + ": holds no private key (-----BEGIN PRIVATE KEY-----)");
  }

  private static PrivateKey key(Path file, byte[] pkcs8) throws GeneralSecurityException {
    var spec = new PKCS8EncodedKeySpec(pkcs8);
    for (var algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // The factories are the only ones that know; the next may.
      }
    }
    throw new GeneralSecurityException(
        file + ": the private key is neither RSA nor EC nor Ed25519");
  }

  private static byte[] der(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("not base64: " + e.getMessage(), e);
    }
  }

  private static String text(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": a directory; name the file in it");
    }
    try (var stream = Files.newInputStream(file)) {
      var bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException(
            file + ": more than " + MAX_BYTES + " bytes; name a file with just the PEM blocks");
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException _) {
      throw new IOException(file + ": no such file");
    } catch (AccessDeniedException _) {
      throw new IOException(file + ": no permission to read it");
    }
  }
}
