import * as z from 'zod';
import type { ServerLog } from '../../host/server-log.ts';
import {
  createDialogStore,
  type DialogRecord,
  type DialogStore,
  dialogId,
  dialogRecord,
} from '../../sip/b2bua/dialog-store.ts';
import type { Channel } from '../link/channel.ts';
import { createLink, nothing } from '../link/link.ts';

/**
 * The dialogs that edges share, each edge with a copy of its own. A leg has one dialog; what the hub makes of the
 * changes, in the order in which they come there, is so for all.
 */
const state = z.object({ legId: z.string(), record: dialogRecord.nullable() });
export const dialogsProtocol = {
  name: 'dialogs',
  client: {
    calls: {},
    /** How it stands with a leg now. `isOwn`: after a change of this edge's own. */
    news: { changed: state.extend({ isOwn: z.boolean() }) },
  },
  server: {
    /** Answered when everything that is kept has been told. */
    calls: { join: { ask: z.object({}), answer: nothing } },
    news: { put: dialogRecord, remove: z.object({ legId: z.string(), id: dialogId }) },
  },
} as const;

/** The shared dialogs as an edge in another process has them. */
export async function distantDialogs(channel: Channel, log: ServerLog): Promise<DialogStore> {
  const copy = createDialogStore();
  /** By leg: changes of its own that the hub has not answered. Until then it knows better than what it is told. */
  const under = new Map<string, number>();
  const apply = (legId: string, record: DialogRecord | null): void => {
    const before = copy.byLeg(legId);
    if (record) copy.put(record);
    else if (before) copy.remove(before);
  };
  const begin = (legId: string): void => void under.set(legId, (under.get(legId) ?? 0) + 1);
  const answered = (legId: string): void => {
    const left = (under.get(legId) ?? 0) - 1;
    if (left > 0) under.set(legId, left);
    else under.delete(legId);
  };
  const link = createLink({
    channel,
    peer: 'the store of dialogs',
    own: dialogsProtocol.client,
    other: dialogsProtocol.server,
    handlers: {
      calls: {},
      news: {
        changed({ legId, record, isOwn }) {
          if (isOwn) answered(legId);
          if (!under.has(legId)) apply(legId, record);
        },
      },
    },
    log,
  });
  await link.ask('join', {});
  return {
    get: (id) => copy.get(id),
    byLeg: (legId) => copy.byLeg(legId),
    all: () => copy.all(),
    put(record) {
      copy.put(record);
      begin(record.legId);
      link.tell('put', record);
    },
    remove(id) {
      const record = copy.get(id);
      if (!record) return;
      copy.remove(id);
      begin(record.legId);
      const { callId, localTag, remoteTag } = id;
      link.tell('remove', { legId: record.legId, id: { callId, localTag, remoteTag } });
    },
  };
}

/** Where the edges' copies meet. */
export interface DialogHub {
  /** One life of an edge's process. */
  serve(channel: Channel, from: string): void;
}

/** @param store outlives the edges, as a database beside them does. */
export function createDialogHub(store: DialogStore, log: ServerLog): DialogHub {
  const edges = new Set<(legId: string, isOwn: boolean) => void>();
  return {
    serve(channel, from) {
      const changed = (legId: string): void => {
        for (const edge of edges) edge(legId, edge === tell);
      };
      const link = createLink({
        channel,
        peer: from,
        own: dialogsProtocol.server,
        other: dialogsProtocol.client,
        handlers: {
          calls: {
            join() {
              edges.add(tell);
              for (const { legId } of store.all()) tell(legId, false);
            },
          },
          news: {
            put(record) {
              store.put(record);
              changed(record.legId);
            },
            remove({ legId, id }) {
              store.remove(id);
              changed(legId);
            },
          },
        },
        log,
      });
      const tell = (legId: string, isOwn: boolean): void =>
        link.tell('changed', { legId, record: store.byLeg(legId), isOwn });
      link.onClosed(() => edges.delete(tell));
    },
  };
}
