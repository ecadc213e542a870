package io.leat.broker;

import io.leat.broker.network.ClientQuotas;
import io.leat.broker.quota.Quotas;
import java.net.InetAddress;
import org.apache.kafka.common.requests.RequestContext;

/** The quotas as the network asks them. */
record NetworkQuotas(Quotas quotas) implements ClientQuotas {

    @Override
    public int recordTime(RequestContext caller, long nanos) {
        return quotas.recordTime(caller, nanos);
    }

    @Override
    public int recordConnection(InetAddress address) {
        return quotas.recordConnection(address);
    }
}
