/** With no ICE servers gathering takes milliseconds; a stuck interface must not hold up an answer. */
const longestMs = 1_000;

/** Waits until all candidates are in the local description, or for a second. Returns the description. */
export async function gathered(connection: RTCPeerConnection): Promise<string> {
  if (connection.iceGatheringState !== 'complete') await complete(connection);
  const sdp = connection.localDescription?.sdp;
  if (sdp === undefined) throw new Error('The call has no local description');
  return sdp;
}

function complete(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      connection.removeEventListener('icegatheringstatechange', look);
      resolve();
    };
    const look = (): void => {
      if (connection.iceGatheringState === 'complete') done();
    };
    const timer = setTimeout(done, longestMs);
    connection.addEventListener('icegatheringstatechange', look);
  });
}
