package dev.falcoresponder.consumer.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.nats.client.NKey;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * An operator with one account and one user, as {@code nsc} would make them: signed JWTs, nothing
 * more than needed.
 */
record TestOperator(
    String operatorJwt, String accountId, String accountJwt, String userJwt, String userSeed) {
  static TestOperator create() throws Exception {
    var random = new SecureRandom();
    var operator = NKey.createOperator(random);
    var account = NKey.createAccount(random);
    var user = NKey.createUser(random);
    var limits =
        "\"limits\":{\"subs\":-1,\"conn\":-1,\"leaf\":-1,\"imports\":-1,\"exports\":-1,\"data\":-1,\"payload\":-1,"
            + "\"wildcards\":true},";
    var accountId = new String(account.getPublicKey());
    return new TestOperator(
        jwt(operator, operator, "operator", ""),
        accountId,
        jwt(account, operator, "account", limits),
        jwt(user, account, "user", "\"subs\":-1,\"data\":-1,\"payload\":-1,\"pub\":{},\"sub\":{},"),
        new String(user.getSeed()));
  }

  /** For the configuration file of a server that trusts the operator. */
  String serverConfig() {
    return """
    operator: %s
    resolver: MEMORY
    resolver_preload: { %s: %s }
    """
        .formatted(operatorJwt, accountId, accountJwt);
  }

  /** The content of a {@code .creds} file. */
  String credentials() {
    return """
    -----BEGIN NATS USER JWT-----
    %s
    ------END NATS USER JWT------

    ************************* IMPORTANT *************************
    NKEY Seed printed below can be used to sign and prove identity.

    -----BEGIN USER NKEY SEED-----
    %s
    ------END USER NKEY SEED------
    """
        .formatted(userJwt, userSeed);
  }

  private static String jwt(NKey subject, NKey issuer, String type, String nats) throws Exception {
    var id =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(new String(subject.getPublicKey()).getBytes(US_ASCII)));
    var claims =
        "{\"jti\":\"%s\",\"iat\":%d,\"iss\":\"%s\",\"name\":\"%s\",\"sub\":\"%s\",\"nats\":{%s\"type\":\"%s\",\"version\":2}}"
            .formatted(
                id,
                System.currentTimeMillis() / 1000,
                new String(issuer.getPublicKey()),
                type,
                new String(subject.getPublicKey()),
                nats,
                type);
    var signed =
        base64("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}".getBytes(US_ASCII))
            + "."
            + base64(claims.getBytes(US_ASCII));
    return signed + "." + base64(issuer.sign(signed.getBytes(US_ASCII)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
