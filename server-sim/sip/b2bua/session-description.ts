/** What a session description says of its audio (RFC 3264, section 5.1). */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

function asDirection(line: string): Direction | null {
  switch (line) {
    case 'a=sendrecv':
      return 'sendrecv';
    case 'a=sendonly':
      return 'sendonly';
    case 'a=recvonly':
      return 'recvonly';
    case 'a=inactive':
      return 'inactive';
    default:
      return null;
  }
}

/**
 * The direction of the first audio stream; the session's own where the stream has none, `sendrecv` where
 * neither has. The address 0.0.0.0, RFC 2543's hold, says nothing here: browsers write it where they hide
 * their addresses.
 */
export function audioDirection(sdp: string): Direction {
  let section: 'session' | 'audio' | 'other' = 'session';
  let direction: Direction = 'sendrecv';
  for (const line of sdp.split(/\r?\n/)) {
    if (line.startsWith('m=')) {
      if (section === 'audio') break;
      section = line.startsWith('m=audio ') ? 'audio' : 'other';
    } else if (section !== 'other') {
      direction = asDirection(line) ?? direction;
    }
  }
  return direction;
}

/** Whether the device holds, given whether it held before: `recvonly` changes nothing. */
export function holds(sdp: string, before: boolean): boolean {
  switch (audioDirection(sdp)) {
    case 'sendonly':
    case 'inactive':
      return true;
    case 'sendrecv':
      return false;
    case 'recvonly':
      return before;
  }
}
