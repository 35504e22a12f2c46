package dev.falcoresponder.e2e;

import dev.falcoresponder.servers.Link;
import dev.falcoresponder.servers.ResponderBuilder;
import dev.falcoresponder.servers.ResponderProcess;
import dev.falcoresponder.servers.TcpProxy;

/**
 * The ways of one replica to its servers, which a test can spoil.
 *
 * @param replica a replica that knows no other ways
 */
record Links(TcpProxy nats, TcpProxy apiServer, ResponderBuilder replica) implements AutoCloseable {
  static Links of(Stage stage) {
    var nats = TcpProxy.to(stage.broker().server());
    var apiServer = stage.cluster().proxy();
    var replica =
        stage
            .patient()
            .nats(nats.natsUrl())
            .kubeconfig(stage.cluster().kubeconfig(apiServer))
            // It would ask the broker something between an alert's claim and its deletion.
            .setting("budget.cluster", "0");
    return new Links(nats, apiServer, replica);
  }

  /** From now on the links are like that. */
  void become(Link nats, Link apiServer) {
    this.nats.become(nats);
    this.apiServer.become(apiServer);
  }

  /**
   * Returns when the replica has so many alerts in hand and a request to the API server is held for
   * each. The first request of an alert comes after its claim.
   */
  void awaitHeld(ResponderProcess by, int alerts) {
    Stage.until(
        alerts + " alerts held",
        () -> by.metrics().sum("falco_responder_in_hand") == alerts && apiServer.held() >= alerts);
  }

  @Override
  public void close() {
    nats.close();
    apiServer.close();
  }
}
