package dev.falcoresponder.consumer.pipeline;

import dev.falcoresponder.consumer.guard.Judgement;
import dev.falcoresponder.consumer.settle.Response;
import java.util.List;

/**
 * One action's way through the rooms.
 *
 * @param response what came of it
 * @param judgements what each guard said; none where it did not get to them
 * @param executed whether it got as far as the API server, to act or to ask
 */
public record WalkedAction(Response response, List<Judgement> judgements, boolean executed) {
  public WalkedAction {
    judgements = List.copyOf(judgements);
  }
}
