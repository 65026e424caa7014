import { phoneWindowOnly } from '../../host/handshake.ts';
import { sipNames } from '../../host/message-names.ts';
import { createDialogStore, type DialogStore } from '../../sip/b2bua/dialog-store.ts';
import { sipMisbehaviours } from '../../sip/misbehaviour.ts';
import { createSipService, type SipService } from '../../sip/sip-service.ts';
import { callLink } from '../link/link-listener.ts';
import { distantDialogs } from '../protocols/dialogs.ts';
import { distantEdgeSwitch, edgesProtocol } from '../protocols/edges.ts';
import { prepareHosted } from './hosted.ts';
import { linkToMedia } from './media-link.ts';
import type { PreparePart } from './part.ts';

export const prepare: PreparePart = async (tools) => {
  const { name, secret, log, open } = tools;
  let current: SipService | null = null;
  const part = await prepareHosted(tools, {
    kind: 'sip',
    messages: sipNames,
    host: { isOriginAllowed: phoneWindowOnly, binary: 'as-text', misbehaviours: sipMisbehaviours },
    async begin(side, around) {
      const port = around().switchPort ?? 0;
      const channel = await callLink({ port, link: edgesProtocol.name, from: name, secret });
      const shared = around().sip?.edges === 'shared' ? await distantDialogs(open('dialogs'), log) : null;
      const dialogs = (): DialogStore => shared ?? createDialogStore();
      const edges = distantEdgeSwitch(channel, log);
      const media = linkToMedia({ port: () => around().mediaPort, from: name, secret, log });
      const passwordOf = (user: string): string | undefined => around().sip?.passwords[user];
      return (does) => {
        const domain = around().sip?.domain ?? '';
        current = createSipService({ side, domain, passwordOf, media, edges, dialogs: dialogs(), log, does });
        return current;
      };
    },
  });
  return { ...part, edgeLegs: () => current?.legs() ?? [] };
};
