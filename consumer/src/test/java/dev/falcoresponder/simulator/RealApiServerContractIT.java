package dev.falcoresponder.simulator;

import dev.falcoresponder.servers.ApiServer;
import dev.falcoresponder.servers.AuditLog;
import dev.falcoresponder.servers.SharedServers;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServers.class)
class RealApiServerContractIT extends PodDeletionContract {
  private final AuditLog audit;

  RealApiServerContractIT(ApiServer server) {
    super(server.adminClient());
    audit = server.auditLog().orElseThrow();
  }

  @Override
  List<AuditLog.Entry> deletions(String namespace) {
    return audit.deletions(namespace);
  }
}
