package dev.falcoresponder.consumer.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.falcoresponder.consumer.cluster.PodPages.State;
import dev.falcoresponder.model.PodRef;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodPagesTest {
  private static final String ID = "1f2e3d4c5b6a".repeat(5) + "1f2e";

  private final PodPages pages = new PodPages(10, 20);

  @Test
  void ofEachPodStaysWhatTellsWhoseAContainerIs() throws IOException {
    read(page("", pod("cart-0", ID), pod("cart-1")));

    assertThat(pages.state()).isEqualTo(State.WHOLE);
    assertThat(pages.next()).isEmpty();
    assertThat(pages.pods())
        .containsExactly(
            new NodePod(new PodRef("shop", "cart-0"), "uid-cart-0", Set.of(ID)),
            new NodePod(new PodRef("shop", "cart-1"), "uid-cart-1", Set.of()));
  }

  @Test
  void pagesAddUpAndEachSaysWhatComesNext() throws IOException {
    read(page("token-1", pod("cart-0", ID)));
    assertThat(pages.next()).contains("token-1");

    read(page("", pod("cart-1")));

    assertThat(pages.next()).isEmpty();
    assertThat(pages.pods()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "null"})
  void nodeWithoutPodsHasAnEmptyPage(String items) throws IOException {
    read("{\"kind\":\"PodList\",\"metadata\":{},\"items\":" + items + "}");

    assertThat(pages.state()).isEqualTo(State.WHOLE);
    assertThat(pages.pods()).isEmpty();
  }

  @Test
  void orderOfKeysDoesNotMatter() throws IOException {
    read(
        "{\"items\":[%s],\"metadata\":{\"continue\":\"t\"},\"kind\":\"PodList\"}"
            .formatted(pod("a")));

    assertThat(pages.state()).isEqualTo(State.WHOLE);
    assertThat(pages.next()).contains("t");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"text\"",
        "<html>sign in</html>",
        "{}",
        "{\"kind\":\"PodList\",\"items\":[",
        "{\"kind\":\"NodeList\",\"items\":[]}",
        "{\"kind\":7,\"items\":[]}",
        "{\"kind\":\"PodList\",\"items\":{}}",
        "{\"kind\":\"PodList\",\"items\":[7]}",
        "{\"kind\":\"PodList\",\"items\":[null]}",
        "{\"kind\":\"PodList\",\"items\":[{}]}",
        "{\"kind\":\"PodList\",\"metadata\":\"x\",\"items\":[]}",
        "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"namespace\":\"a\",\"name\":\"b\"}}]}",
        "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"namespace\":\"a\",\"name\":\"b\",\"uid\":\" \"}}]}",
        "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"namespace\":\"a\",\"name\":\"../b\",\"uid\":\"u\"}}]}",
        "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"namespace\":\"A\",\"name\":\"b\",\"uid\":\"u\"}}]}",
        "{\"kind\":\"PodList\",\"items\":[{\"metadata\":{\"namespace\":{},\"name\":\"b\",\"uid\":\"u\"}}]}"
      })
  void anythingElseIsNoPageOfPods(String body) throws IOException {
    read(body);

    assertThat(pages.state()).isEqualTo(State.UNREADABLE);
  }

  @Test
  void pageThatIsCutAnywhereIsNone() throws IOException {
    var whole = page("token", pod("cart-0", ID), pod("cart-1", ID));
    for (var end = 0; end < whole.length(); end++) {
      var cut = new PodPages(10, 20);
      cut.read(stream(whole.substring(0, end)));

      assertThat(cut.state()).as(whole.substring(0, end)).isEqualTo(State.UNREADABLE);
    }
  }

  @Test
  void unreadablePageAfterAGoodOneIsSeenAsSuch() throws IOException {
    read(page("token", pod("cart-0")));

    read("{}");

    assertThat(pages.state()).isEqualTo(State.UNREADABLE);
    assertThat(pages.next()).isEmpty();
  }

  @Test
  void morePodsThanAreKeptAreNotRead() throws IOException {
    var few = new PodPages(2, 20);
    few.read(stream(page("", pod("a"), pod("b"))));
    assertThat(few.state()).isEqualTo(State.WHOLE);

    few.read(stream(page("", pod("c")) + "what comes then is not looked at"));

    assertThat(few.state()).isEqualTo(State.TOO_MANY);
    assertThat(few.pods()).hasSize(2);
  }

  @Test
  void moreContainerIdsThanAreKeptAreNotRead() throws IOException {
    var few = new PodPages(10, 1);
    few.read(stream(page("", pod("a", ID))));
    assertThat(few.state()).isEqualTo(State.WHOLE);

    few.read(stream(page("", pod("b", ID))));

    assertThat(few.state()).isEqualTo(State.TOO_MANY);
  }

  @Test
  void largePodsCostNoMoreThanSmallOnes() throws IOException {
    var ballast = "\"spec\":{\"env\":\"%s\"},".formatted("x".repeat(1_500_000));
    read(page("", "{" + ballast + pod("cart-0", ID).substring(1)));

    assertThat(pages.pods()).singleElement().satisfies(pod -> assertThat(pod.ran(ID)).isTrue());
  }

  @Test
  void streamThatBreaksIsNotTakenForAPage() throws IOException {
    var closed = InputStream.nullInputStream();
    closed.close();
    var broken =
        new SequenceInputStream(stream(page("", pod("cart-0", ID)).substring(0, 120)), closed);

    assertThatIOException().isThrownBy(() -> pages.read(broken)).withMessage("Stream closed");
    assertThat(pages.state()).isEqualTo(State.UNREADABLE);
  }

  private void read(String body) throws IOException {
    pages.read(stream(body));
  }

  private static InputStream stream(String body) {
    return new ByteArrayInputStream(body.getBytes(UTF_8));
  }

  private static String page(String next, String... pods) {
    return """
    {"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"7","continue":"%s"},"items":[%s]}\
    """
        .formatted(next, String.join(",", pods));
  }

  private static String pod(String name, String... ids) {
    var statuses = new StringBuilder();
    for (var id : ids) {
      statuses.append(
          "%s{\"name\":\"main\",\"containerID\":\"containerd://%s\"}"
              .formatted(statuses.isEmpty() ? "" : ",", id));
    }
    return """
    {"metadata":{"name":"%s","namespace":"shop","uid":"uid-%s","labels":{"a":"b"}},\
    "status":{"phase":"Running","containerStatuses":[%s]}}\
    """
        .formatted(name, name, statuses);
  }
}
