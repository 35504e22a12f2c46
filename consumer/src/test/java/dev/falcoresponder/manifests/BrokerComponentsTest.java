package dev.falcoresponder.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import dev.falcoresponder.consumer.broker.BrokerConfig.Mode;
import dev.falcoresponder.consumer.broker.BrokerConfig.Provision;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.consumer.config.ConsumerConfig;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.net.URI;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The components that say which broker there is: what the program makes of their variables. */
class BrokerComponentsTest {
  @ParameterizedTest
  @CsvSource({"openfaas-pro, JETSTREAM", "openfaas-ce, CORE"})
  void brokerOfOpenFaasIsReadInTheModeThatItHas(String component, Mode mode) {
    var config = config(component);

    assertThat(config.broker().mode()).isEqualTo(mode);
    assertThat(config.connection().servers())
        .containsExactly(URI.create("nats://nats.openfaas.svc:4222"));
  }

  @Test
  void programMakesNothingOnABrokerWithAccountsAndListensWhereItMay() {
    var config = config("nats-accounts");
    var account = NatsAccounts.accounts().getAsJsonObject(NatsAccounts.ACCOUNT);
    var responder = NatsAccounts.user(account, NatsAccounts.RESPONDER);

    assertThat(config.broker().provision()).isEqualTo(Provision.VERIFY);
    assertThat(config.connection().inboxPrefix()).isEqualTo(NatsAccounts.INBOX_PREFIX);
    assertThat(NatsAccounts.allowed(responder, "subscribe"))
        .extracting(JsonElement::getAsString)
        .containsExactly(NatsAccounts.INBOX_PREFIX + ".>");
  }

  @Test
  void everyUserHasAPasswordFromTheSecret() {
    var users =
        NatsAccounts.accounts().entrySet().stream()
            .map(account -> account.getValue().getAsJsonObject().getAsJsonArray("users"))
            .flatMap(of -> of.asList().stream())
            .toList();

    assertThat(NatsAccounts.environment().keySet()).hasSize(users.size());
    assertThat(users)
        .allSatisfy(user -> {
          var password = user.getAsJsonObject().get("password").getAsString();
          var variable = password.replaceAll("<< \\$(\\w+) >>", "$1");
          var from =
              NatsAccounts.environment()
                  .getAsJsonObject(variable)
                  .getAsJsonObject("valueFrom")
                  .getAsJsonObject("secretKeyRef");
          assertThat(from.get("name").getAsString()).isEqualTo("nats-accounts");
          assertThat(from.get("key")).isEqualTo(user.getAsJsonObject().get("user"));
        });
  }

  private static ConsumerConfig config(String component) {
    var environment =
        new Component(component)
            .environment().stream().collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    environment.put("HOSTNAME", "replica-a");
    return ((ConfigAnswer.Loaded) new ConfigLoader(environment).load()).config();
  }
}
