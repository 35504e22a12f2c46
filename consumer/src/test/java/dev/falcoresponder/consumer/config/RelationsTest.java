package dev.falcoresponder.consumer.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelationsTest {
  @Test
  void claimMustOutliveTheRetries() {
    assertThat(Loads.problems("FALCO_RESPONDER_DEDUP_TTL", "6m2s"))
        .containsExactly(
            "FALCO_RESPONDER_DEDUP_TTL: dedup.ttl is 6m2s, but the retries may take 6m3s; write"
                + " 6m3s or more, or lower retry.max-attempts or retry.first-delay or"
                + " retry.max-delay or nats.request-timeout or kubernetes.connect-timeout or"
                + " kubernetes.request-timeout");
    assertThat(Loads.loaded("FALCO_RESPONDER_DEDUP_TTL", "6m3s").config().dedup().ttl())
        .hasMinutes(6);
  }

  @Test
  void claimMustBeThereWhenItIsTakenOver() {
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_ACK_WAIT", "5m1s"))
        .containsExactly(
            "FALCO_RESPONDER_NATS_ACK_WAIT: dedup.ttl is 15m, but three times nats.ack-wait is"
                + " 15m3s; write 15m3s or more, or lower nats.ack-wait");
  }

  @Test
  void alertMustNotAgeOutWhileItIsRetried() {
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_MAX_AGE", "6m"))
        .singleElement()
        .asString()
        .startsWith("FALCO_RESPONDER_NATS_MAX_AGE: nats.max-age is 6m, but the retries may take");
  }

  @Test
  void ackWaitMustHoldOneRequestToEachServer() {
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_ACK_WAIT", "11s"))
        .containsExactly(
            "FALCO_RESPONDER_NATS_ACK_WAIT: nats.ack-wait is 11s, but one request to the API"
                + " server and one to the broker may take 12s; write 12s or more, or lower"
                + " nats.request-timeout or kubernetes.connect-timeout or"
                + " kubernetes.request-timeout");
  }

  @Test
  void graceMustEndBeforeKubernetesKills() {
    assertThat(Loads.problems("FALCO_RESPONDER_SHUTDOWN_GRACE", "41s"))
        .containsExactly(
            "FALCO_RESPONDER_SHUTDOWN_GRACE: shutdown.pod-grace is 45s, but shutdown.grace and 5s"
                + " to close are 46s; write 46s or more, or lower shutdown.grace");
    assertThat(Loads.loaded("FALCO_RESPONDER_SHUTDOWN_GRACE", "40s").config().shutdownGrace())
        .hasSeconds(40);
  }

  @Test
  void firstDelayMustNotExceedTheLongest() {
    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_RETRY_FIRST_DELAY", "2s", "FALCO_RESPONDER_RETRY_MAX_DELAY", "1s"))
        .containsExactly(
            "FALCO_RESPONDER_RETRY_MAX_DELAY: retry.max-delay is 1s, but retry.first-delay is 2s;"
                + " write 2s or more, or lower retry.first-delay");
  }

  @Test
  void longestBackOffIsCountedWithoutOverflow() {
    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_RETRY_MAX_ATTEMPTS", "1000",
                "FALCO_RESPONDER_RETRY_MAX_DELIVERIES", "1000",
                "FALCO_RESPONDER_RETRY_MAX_DELAY", "1h",
                "FALCO_RESPONDER_DEDUP_TTL", "7d"))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains("the retries may take 991h28m15s"));
  }

  @Test
  void replicaMustNotTakeMoreThanTheBrokerGives() {
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_MAX_ACK_PENDING", "511"))
        .containsExactly(
            "FALCO_RESPONDER_NATS_MAX_ACK_PENDING: intake.max-in-hand is 512, but"
                + " nats.max-ack-pending is only 511; write 511 or less, or raise"
                + " nats.max-ack-pending");
  }

  @Test
  void attemptsMustComeBeforeDeliveriesRunOut() {
    assertThat(Loads.problems("FALCO_RESPONDER_RETRY_MAX_DELIVERIES", "9")).hasSize(1);
    assertThat(Loads.loaded("FALCO_RESPONDER_RETRY_MAX_DELIVERIES", "10").config().retry())
        .extracting(retry -> retry.maxDeliveries())
        .isEqualTo(10L);
  }

  @Test
  void lookThatDecidesMustStillBeAllowed() {
    assertThat(Loads.problems("FALCO_RESPONDER_RETRY_MAX_ATTEMPTS", "5"))
        .containsExactly(
            "FALCO_RESPONDER_RETRY_MAX_ATTEMPTS: target.unverified-attempts is 5, but"
                + " retry.max-attempts is only 5; write 4 or less, or raise retry.max-attempts");
  }

  @Test
  void twoLoginsAreOneTooMany(@TempDir Path folder) throws Exception {
    var creds = Files.writeString(folder.resolve("x.creds"), "x").toString();

    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_NATS_TOKEN", "t", "FALCO_RESPONDER_NATS_CREDS_FILE", creds))
        .containsExactly(
            "FALCO_RESPONDER_NATS_TOKEN: there is more than one login: nats.token,"
                + " nats.creds-file; keep one");
    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_NATS_SERVERS", "nats://a:b@c", "FALCO_RESPONDER_NATS_TOKEN", "t"))
        .containsExactly(
            "FALCO_RESPONDER_NATS_TOKEN: there is more than one login: nats.token, the URLs in"
                + " nats.servers; keep one");
  }

  @Test
  void urlsMustNotNameDifferentUsers() {
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_SERVERS", "nats://a:b@one,nats://c:d@two"))
        .containsExactly(
            "FALCO_RESPONDER_NATS_SERVERS: the URLs in nats.servers name different users; write"
                + " one user, in one URL or as nats.user and nats.password");
  }

  @Test
  void userNeedsAPasswordAndPasswordAUser() {
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_USER", "me"))
        .containsExactly(
            "FALCO_RESPONDER_NATS_USER: nats.user is set, but nats.password is not; set both or"
                + " neither");
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_PASSWORD", "s3cret"))
        .containsExactly(
            "FALCO_RESPONDER_NATS_PASSWORD: nats.password is set, but nats.user is not; set both"
                + " or neither");
  }

  @Test
  void certificateNeedsItsKeyAndKeyItsCertificate(@TempDir Path folder) throws Exception {
    var pem = Files.writeString(folder.resolve("x.pem"), "x").toString();

    assertThat(Loads.problems("FALCO_RESPONDER_NATS_TLS_CERT_FILE", pem)).hasSize(1);
    assertThat(Loads.problems("FALCO_RESPONDER_NATS_TLS_KEY_FILE", pem))
        .containsExactly(
            "FALCO_RESPONDER_NATS_TLS_KEY_FILE: nats.tls.key-file is set, but nats.tls.cert-file"
                + " is not; set both or neither");
  }

  @Test
  void ownNamespaceStaysProtected() {
    assertThat(Loads.problems("FALCO_RESPONDER_GUARD_UNPROTECTED_NAMESPACES", "falco-response"))
        .containsExactly(
            "FALCO_RESPONDER_GUARD_UNPROTECTED_NAMESPACES: guard.unprotected-namespaces names"
                + " falco-response, the program's own namespace; remove it, it stays protected");
  }

  @Test
  void ownNamespaceStaysProtectedEvenIfItIsOneOfTheDefaults() {
    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_GUARD_UNPROTECTED_NAMESPACES", "falco",
                "FALCO_RESPONDER_KUBERNETES_OWN_NAMESPACE", "falco"))
        .hasSize(1);
  }

  @Test
  void protectionIsTakenAwayByNameOnly() {
    assertThat(Loads.problems("FALCO_RESPONDER_GUARD_UNPROTECTED_NAMESPACES", "kube-*"))
        .containsExactly(
            "FALCO_RESPONDER_GUARD_UNPROTECTED_NAMESPACES: guard.unprotected-namespaces names"
                + " kube-*, which is not protected anyway; write names out of kube-system,"
                + " kube-public, kube-node-lease, falco, nats, openfaas, openfaas-fn, or remove"
                + " it");
  }

  @Test
  void namespaceCannotBeBothProtectedAndNot() {
    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_GUARD_UNPROTECTED_NAMESPACES", "openfaas-fn",
                "FALCO_RESPONDER_GUARD_PROTECTED_NAMESPACES", "openfaas-fn"))
        .containsExactly(
            "FALCO_RESPONDER_GUARD_UNPROTECTED_NAMESPACES: openfaas-fn is in both"
                + " guard.unprotected-namespaces and guard.protected-namespaces; keep it in one of"
                + " them");
  }

  @Test
  void whatIsLimitedAtAllIsLimitedInTheCluster() {
    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_BUDGET_CLUSTER", "0", "FALCO_RESPONDER_BUDGET_OWNER", "2"))
        .containsExactly(
            "FALCO_RESPONDER_BUDGET_OWNER: budget.owner is 2, but budget.cluster is 0, so that"
                + " nothing is counted; write a number from 2 to 2000 for budget.cluster, or 0 for"
                + " budget.owner");
    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_BUDGET_CLUSTER", "0", "FALCO_RESPONDER_BUDGET_NAMESPACE", "5"))
        .hasSize(1);
    assertThat(Loads.loaded("FALCO_RESPONDER_BUDGET_CLUSTER", "0").config().budget().limits())
        .isFalse();
  }

  @Test
  void limitBeyondWhatOneValueHoldsIsAProblem() {
    assertThat(Loads.problems("FALCO_RESPONDER_BUDGET_CLUSTER", "2001"))
        .containsExactly(
            "FALCO_RESPONDER_BUDGET_CLUSTER: budget.cluster \"2001\" is out of bounds; write a"
                + " whole number from 0 to 2000");
  }

  @Test
  void relationIsNotJudgedByAValueThatCouldNotBeRead() {
    assertThat(
            Loads.problems(
                "FALCO_RESPONDER_DEDUP_TTL", "1m", "FALCO_RESPONDER_RETRY_MAX_ATTEMPTS", "few"))
        .filteredOn(line -> line.contains("the retries may take"))
        .isEmpty();
  }
}
