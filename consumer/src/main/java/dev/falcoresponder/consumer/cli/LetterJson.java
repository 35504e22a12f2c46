package dev.falcoresponder.consumer.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.falcoresponder.consumer.ledger.StoredLetter;
import dev.falcoresponder.model.DeadLetter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A dead letter for programs; the payload in base64, since it may be anything. */
final class LetterJson {
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  private LetterJson() {}

  /** On one line, without the payload. */
  static String summary(StoredLetter stored) {
    return JSON.toJson(tree(stored));
  }

  /** On one line, with the payload. */
  static String whole(StoredLetter stored) {
    var tree = tree(stored);
    tree.put("payload", Base64.getEncoder().encodeToString(stored.payload().bytes()));
    return JSON.toJson(tree);
  }

  private static Map<String, @Nullable Object> tree(StoredLetter stored) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("sequence", stored.sequence());
    tree.put("storedAt", stored.storedAt().toString());
    switch (stored.content()) {
      case StoredLetter.Letter(var letter) -> put(tree, letter);
      case StoredLetter.Unreadable(var why, _) -> tree.put("unreadable", why);
    }
    tree.put("payloadBytes", stored.payload().size());
    return tree;
  }

  private static void put(Map<String, @Nullable Object> tree, DeadLetter letter) {
    tree.put("reason", letter.reason().name());
    tree.put("error", letter.error());
    tree.put("rule", letter.rule().orElse(null));
    tree.put("action", letter.action().orElse(null));
    tree.put("pod", letter.pod().orElse(null));
    tree.put("alertSubject", letter.subject());
    tree.put("alertStream", letter.stream());
    tree.put("alertSequence", letter.sequence());
    tree.put("alertPublishedAt", letter.publishedAt().toString());
    tree.put("alertFirstStoredAt", letter.firstStoredAt().toString());
    tree.put("deliveries", letter.deliveries());
    tree.put("attempts", letter.attempts());
    tree.put("replica", letter.replica());
  }
}
