package dev.falcoresponder.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodRefTest {
  private static final String LABEL_63 = "a".repeat(63);
  private static final String SUBDOMAIN_253 = "a".repeat(125) + ".b." + "c".repeat(125);

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "shop", "kube-system", "a--b", "x1"})
  void namesThatKubernetesAcceptsAreNamespaces(String name) {
    assertThat(PodRef.isNamespace(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-a",
        "a-",
        "A",
        "a.b",
        "a_b",
        "a/b",
        "..",
        "../kube-system",
        "a b",
        "ä",
        "a\n",
        "%2e"
      })
  void otherNamesAreNoNamespaces(String name) {
    assertThat(PodRef.isNamespace(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-0", "etl-28193412-h8c2d", "kube-proxy-node.example", "a.b.c", "0"})
  void namesThatKubernetesAcceptsArePodNames(String name) {
    assertThat(PodRef.isPodName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a.",
        ".a",
        "a..b",
        "a.-b",
        "a-.b",
        "A",
        "a/b",
        "a/../../nodes/n1",
        "a?x",
        "a#",
        "a\u0000"
      })
  void otherNamesAreNoPodNames(String name) {
    assertThat(PodRef.isPodName(name)).isFalse();
  }

  @Test
  void lengthsEndWhereKubernetesEndsThem() {
    assertThat(PodRef.isNamespace(LABEL_63)).isTrue();
    assertThat(PodRef.isNamespace(LABEL_63 + "a")).isFalse();
    assertThat(PodRef.isPodName(SUBDOMAIN_253)).isTrue();
    assertThat(PodRef.isPodName(SUBDOMAIN_253 + "c")).isFalse();
  }

  @Test
  void aReferenceThatExistsIsSafeInAUrl() {
    assertThatIllegalArgumentException().isThrownBy(() -> new PodRef("../kube-system", "a"));
    assertThatIllegalArgumentException().isThrownBy(() -> new PodRef("shop", "a/../b"));
    assertThat(new PodRef("shop", "cart-0")).hasToString("shop/cart-0");
  }
}
