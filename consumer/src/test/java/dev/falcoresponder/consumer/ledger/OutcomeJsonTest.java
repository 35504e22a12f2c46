package dev.falcoresponder.consumer.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.falcoresponder.model.ResponseOutcome;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeJsonTest {
  @Test
  void eventIsOneObjectInTheOrderOfItsRecordWithoutNulls() {
    assertThat(new String(OutcomeJson.write(Letters.event("a.1")), UTF_8))
        .isEqualTo(
            """
            {"id":"a.1","outcome":"acted","detail":"deleted <shop/web> & co","action":"kubernetes:terminate",\
            "rule":"Kill shells","falcoRule":"Terminal shell in container","priority":"Notice","namespace":"shop",\
            "pod":"web","podUid":"6f2d1c9a","stream":"FALCO","sequence":9007199254740993,\
            "publishedAt":"2026-11-01T12:00:00.123456789Z","settledAt":"2026-11-01T12:00:01Z","attempts":1,\
            "replica":"replica-0"}\
            """);
  }

  @Test
  void eventComesBackAsItWas() {
    var event = Letters.event("größer \n \"als\"");

    assertThat(OutcomeJson.read(OutcomeJson.write(event)))
        .isEqualTo(new OutcomeJson.Reading.Event(event));
  }

  @Test
  void keysThatAreNotKnownArePassedOver() {
    var json = new String(OutcomeJson.write(Letters.event("a.1")), UTF_8);

    assertThat(OutcomeJson.read(json.replace("{\"id\"", "{\"later\":[{}],\"id\"").getBytes(UTF_8)))
        .isEqualTo(new OutcomeJson.Reading.Event(Letters.event("a.1")));
  }

  @Test
  void eventThatLacksAnythingRequiredIsNone() {
    var required =
        Arrays.stream(ResponseOutcome.class.getRecordComponents())
            .filter(component -> component.getType() == String.class)
            .map(RecordComponent::getName)
            .filter(name ->
                !List.of("reason", "detail", "priority", "podUid", "containerId", "alertTime")
                    .contains(name))
            .toList();
    assertThat(required).hasSize(11);
    for (var name : required) {
      var json =
          JsonParser.parseString(new String(OutcomeJson.write(Letters.event("a.1")), UTF_8))
              .getAsJsonObject();
      json.remove(name);

      assertThat(OutcomeJson.read(json.toString().getBytes(UTF_8)))
          .as(name)
          .isInstanceOf(OutcomeJson.Reading.NoEvent.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "7", "{", "{}", "text", "{\"sequence\":\"x\"}"})
  void anythingElseIsNoEvent(String json) {
    assertThat(OutcomeJson.read(json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            OutcomeJson.Reading.NoEvent.class, none -> assertThat(none.why()).isNotBlank());
  }

  @Test
  void outcomeThatDoesNotExistIsNoEvent() {
    var json =
        new String(OutcomeJson.write(Letters.event("a.1")), UTF_8)
            .replace("\"acted\"", "\"danced\"");

    assertThat(OutcomeJson.read(json.getBytes(UTF_8)))
        .isInstanceOf(OutcomeJson.Reading.NoEvent.class);
  }
}
