import {
  type LicensingAnswer,
  type LicensingRequest,
  licensingRequest,
} from '../../contract/licensing/messages.ts';
import type { Side } from '../../contract/servers/server-kind.ts';
import type { SocketService } from '../host/client-link.ts';
import { createJsonService, type JsonClient } from '../host/json-service.ts';
import type { ServerLog } from '../host/server-log.ts';
import { serverTitle } from '../host/server-title.ts';
import type { SeatRegister } from './seats.ts';

type Client = JsonClient<LicensingAnswer>;
type Options = {
  readonly side: Side;
  readonly cluster: () => string;
  readonly seats: SeatRegister;
  /** Server's time. */
  readonly now: () => number;
  readonly log: ServerLog;
};

/** One of the two licence and resource managers (seed 004: port 3000): gives seats and takes them back. */
export function createLicensingService(options: Options): SocketService {
  const { side, cluster, seats, now, log } = options;
  const clients = new Set<Client>();
  return createJsonService<typeof licensingRequest, LicensingAnswer>({
    kind: 'licensing',
    side,
    cluster,
    requests: licensingRequest,
    now,
    log,
    handle(client, request) {
      clients.add(client);
      answer(options, client, request).catch((error: unknown) =>
        log.error(`${request.type} of ${client.remote} could not be answered`, { error }),
      );
    },
    gone(client) {
      clients.delete(client);
      seats.lost(client);
    },
    dispose() {
      for (const client of clients) seats.lost(client);
    },
  });
}

async function answer(options: Options, client: Client, request: LicensingRequest): Promise<void> {
  switch (request.type) {
    case 'AcquireLicenceRequest':
      return await acquire(options, client, request);
    case 'ReleaseLicenceRequest':
      return await release(options, client, request);
    case 'HeartbeatRequest':
      return;
  }
}

async function acquire(
  { side, seats, now, log }: Options,
  client: Client,
  { id, desk, agentId }: Extract<LicensingRequest, { type: 'AcquireLicenceRequest' }>,
): Promise<void> {
  const answered = await seats.acquire(desk, agentId, { side, connection: client });
  const { licence, seats: all, inUse, graceMs } = answered;
  if (licence !== null) {
    log.info(`Agent ${agentId} of ${client.remote} has a seat`, { seats: all, inUse });
    client.send({ type: 'AcquireLicenceConf', id, licence, seats: all, inUse, graceMs, time: now() });
    return;
  }
  log.warn(`No seat for agent ${agentId} of ${client.remote}`, { seats: all, inUse });
  const message = `${serverTitle('licensing', side)} has no seat free: ${inUse} of ${all} are in use. Wait until somebody logs out, or ask for more seats.`;
  client.refuse(id, 'noSeat', message, { seats: String(all), inUse: String(inUse) });
}

async function release(
  { side, seats, log }: Options,
  client: Client,
  { id, licence }: Extract<LicensingRequest, { type: 'ReleaseLicenceRequest' }>,
): Promise<void> {
  const { isKnown, inUse } = await seats.release(licence);
  if (isKnown) {
    log.info(`${client.remote} gave a seat back`, { inUse });
    client.send({ type: 'ReleaseLicenceConf', id });
    return;
  }
  const message = `${serverTitle('licensing', side)} never gave the licence ${licence.slice(0, 40)}: it has nothing to take back.`;
  client.refuse(id, 'unknownLicence', message);
}
