import type { RTCIceTransport } from 'werift';

/**
 * Lets sound go on by the old way until an ICE restart has found its own (RFC 8445, section 9); werift forgets
 * the old one at once, so that an offer which stays unanswered would leave the call silent. Tells whether a way
 * is open.
 */
export function restartWithoutGap(iceTransport: RTCIceTransport): () => boolean {
  const { connection } = iceTransport;
  const sendConnected = connection.send.bind(connection);
  let lastWay = connection.nominated;
  const way = (): typeof lastWay => {
    lastWay = connection.nominated ?? lastWay;
    return iceTransport.state === 'failed' || iceTransport.state === 'closed' ? undefined : lastWay;
  };
  connection.send = async (data) => {
    const open = way();
    if (!open) return;
    if (iceTransport.state === 'connected') await sendConnected(data);
    else await open.protocol.sendData(data, open.remoteAddr);
  };
  return () => way() !== undefined;
}
