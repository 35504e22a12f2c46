package dev.falcoresponder.consumer.cluster;

import dev.falcoresponder.consumer.broker.Backoff;
import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.KubeAccess;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;

/** Service accounts that may do just what a test says, and our connection under their names. */
public final class Accounts {
  private static final String NAMESPACE = "responder";
  private static final ClusterConfig CONFIG =
      new ClusterConfig(Duration.ofSeconds(2), Duration.ofSeconds(10), 16, Duration.ofMillis(1));

  private Accounts() {}

  /** Connects as an account with just those permissions, everywhere in the cluster. */
  public static ClusterConnection connect(
      ApiServer server, String account, Collection<Permission> permissions) {
    grant(server, account, permissions);
    return connect(login(server, account).config());
  }

  /** Lets an account do just that, everywhere in the cluster, from soon on. */
  public static void grant(ApiServer server, String account, Collection<Permission> permissions) {
    try (var admin = server.adminClient()) {
      grant(admin, account, permissions.stream().map(Accounts::rule).toList());
    }
  }

  /** How an account gets at the server, whatever it may do there. */
  static KubeAccess login(ApiServer server, String account) {
    return server.serviceAccount(NAMESPACE, account);
  }

  /** Connects with that login. */
  public static ClusterConnection connect(Config login) {
    return connect(login, CONFIG);
  }

  /** Connects with that login and those bounds, and asks a server that is away often. */
  public static ClusterConnection connect(Config login, ClusterConfig config) {
    return ClusterConnection.open(
        login,
        config,
        Clock.systemUTC(),
        () -> new Backoff(Duration.ofMillis(100), Duration.ofMillis(500)));
  }

  /** The user name under which the API server knows an account. */
  public static String user(String account) {
    return "system:serviceaccount:" + NAMESPACE + ":" + account;
  }

  private static void grant(KubernetesClient admin, String account, Collection<PolicyRule> rules) {
    admin
        .resource(
            new ClusterRoleBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .addAllToRules(rules)
                .build())
        .serverSideApply();
    admin
        .resource(
            new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(account)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", account)
                .addNewSubject(null, "ServiceAccount", account, NAMESPACE)
                .build())
        .serverSideApply();
  }

  private static PolicyRule rule(Permission permission) {
    return new PolicyRuleBuilder()
        .withApiGroups(permission.apiGroup())
        .withResources(permission.resource())
        .withVerbs(permission.verb())
        .build();
  }
}
