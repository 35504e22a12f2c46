package dev.falcoresponder.servers;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files that kube-apiserver needs: the administrator's token, the key that signs service
 * account tokens, a folder in which it makes itself a certificate, the audit policy.
 *
 * @param certificates the folder of the certificate
 * @param auditLog where the audit log goes, if there is one
 */
record ApiServerFiles(
    Path tokens, Path signingKey, Path certificates, Path auditPolicy, Optional<Path> auditLog) {
  static final String ADMIN_TOKEN = "administrator";

  /** Everything that a responder may do to pods, with request and answer, and nothing else. */
  private static final String AUDIT_POLICY =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
        - level: RequestResponse
          verbs: [delete, deletecollection, patch]
          resources: [{group: "", resources: [pods]}]
        - level: RequestResponse
          verbs: [create]
          resources: [{group: "", resources: [pods/eviction]}]
        - level: None
      """;

  static ApiServerFiles write(Scratch scratch, boolean audit) {
    return new ApiServerFiles(
        scratch.write("tokens.csv", ADMIN_TOKEN + ",admin,admin,\"system:masters\"\n"),
        scratch.write("service-accounts.pem", keyPair()),
        scratch.folder("certificates"),
        scratch.write("audit-policy.yaml", AUDIT_POLICY),
        audit ? Optional.of(scratch.path("audit.log")) : Optional.empty());
  }

  /**
   * What kube-apiserver presents: its certificate, followed by the one that signed it. Exists once
   * it has started.
   */
  Path servingCertificate() {
    return certificates.resolve("apiserver.crt");
  }

  List<String> flags() {
    var flags = new ArrayList<String>();
    flags.add("--token-auth-file=" + tokens);
    flags.add("--service-account-issuer=https://kubernetes.default.svc");
    flags.add("--service-account-key-file=" + signingKey);
    flags.add("--service-account-signing-key-file=" + signingKey);
    flags.add("--cert-dir=" + certificates);
    auditLog.ifPresent(log -> {
      flags.add("--audit-policy-file=" + auditPolicy);
      flags.add("--audit-log-path=" + log);
    });
    return flags;
  }

  /** Both halves in one file; of an elliptic curve, since primes take a second to find. */
  private static String keyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      var pair = generator.generateKeyPair();
      return Pem.block("PRIVATE KEY", pair.getPrivate().getEncoded())
          + Pem.block("PUBLIC KEY", pair.getPublic().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
