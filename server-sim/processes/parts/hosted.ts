import type { ServerKind, Side } from '../../../contract/servers/server-kind.ts';
import { subprotocol } from '../../../contract/wire/subprotocol.ts';
import type { MessageNames } from '../../host/message-names.ts';
import { createServerHost, type ServerHostOptions } from '../../host/server-host.ts';
import type { Surroundings } from '../protocols/server.ts';
import type { PartTools, ServerPart } from './part.ts';

/** A server that desks connect to. */
export interface HostedPart {
  readonly kind: ServerKind;
  readonly messages: MessageNames;
  readonly host?: Partial<Pick<ServerHostOptions, 'isOriginAllowed' | 'binary' | 'misbehaviours'>>;
  /** Links to the servers it needs; makes what each of its lives begins with. */
  begin(side: Side, around: () => Surroundings): Promise<ServerHostOptions['create']>;
}

export async function prepareHosted(tools: PartTools, part: HostedPart): Promise<ServerPart> {
  const { name, host, port, tls, log } = tools;
  const side = tools.side ?? 'A';
  let create: ServerHostOptions['create'] = () => {
    throw new Error(`${name} was started before it was told to serve`);
  };
  let around: Surroundings | null = null;
  const unit = createServerHost({
    name,
    kind: part.kind,
    side,
    host,
    port,
    tls,
    subprotocol: subprotocol[part.kind],
    messages: part.messages,
    create: (does) => create(does),
    idleTimeoutMs: () => around?.idleTimeoutMs ?? 0,
    log,
    ...part.host,
  });
  const address = await unit.claim();
  return {
    prepared: { port: address.port, linkPort: null },
    unit,
    async serve(first) {
      around = first;
      create = await part.begin(side, () => around ?? first);
      await unit.start();
    },
    learn(next) {
      around = next;
    },
  };
}
