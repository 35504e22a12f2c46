package dev.falcoresponder.consumer.broker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.falcoresponder.consumer.config.ConfigAnswer;
import dev.falcoresponder.consumer.config.ConfigLoader;
import dev.falcoresponder.servers.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files by which an administrator makes what the program would make itself. */
class StreamFilesTest {
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
  private static final String CONSUMER = "consumer.json";

  private final BrokerConfig config =
      ((ConfigAnswer.Loaded) new ConfigLoader(Map.of("HOSTNAME", "replica-a")).load())
          .config()
          .broker();

  /** Where it fails, what the failure expects is what belongs into the files. */
  @Test
  void filesHoldWhatTheProgramWouldMake() throws IOException {
    var wanted =
        StreamPlan.all(config).stream()
            .collect(
                Collectors.toMap(
                    plan -> plan.name() + ".json", plan -> parse(plan.wanted().toJson())));
    wanted.put(CONSUMER, parse(new ConsumerPlan(config).wanted().toJson()));

    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(wanted.keySet());
    }
    for (var file : wanted.entrySet()) {
      assertThat(Files.readString(folder().resolve(file.getKey())))
          .as(file.getKey())
          .isEqualTo(PRETTY.toJson(file.getValue()) + "\n");
    }
  }

  private static JsonElement parse(String json) {
    return JsonParser.parseString(json);
  }

  private static Path folder() {
    return Repository.root().resolve("manifests/components/nats-accounts/streams");
  }
}
