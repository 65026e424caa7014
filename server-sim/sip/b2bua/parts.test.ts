import { describe, expect, test } from 'vitest';
import type { Flow } from '../flow.ts';
import { HeaderFields } from '../message/header-fields.ts';
import { DeviceFlows } from './device-flows.ts';
import { legIdOfTag, tagForLeg } from './dialog-requests.ts';
import type { DialogRecord } from './dialog-store.ts';
import { createDialogStore } from './dialog-store.ts';
import { parseReplaces } from './replaces.ts';
import { audioDirection, holds } from './session-description.ts';

function sdp(...lines: readonly string[]): string {
  return ['v=0', ...lines, ''].join('\r\n');
}

describe('audioDirection', () => {
  test.each([
    [sdp('m=audio 9 RTP/AVP 0'), 'sendrecv'],
    [sdp('m=audio 9 RTP/AVP 0', 'a=sendonly'), 'sendonly'],
    [sdp('a=inactive', 'm=audio 9 RTP/AVP 0'), 'inactive'],
    [sdp('a=inactive', 'm=audio 9 RTP/AVP 0', 'a=sendrecv'), 'sendrecv'],
    [sdp('m=video 9 RTP/AVP 31', 'a=sendonly', 'm=audio 9 RTP/AVP 0'), 'sendrecv'],
    [sdp('m=audio 9 RTP/AVP 0', 'm=audio 9 RTP/AVP 8', 'a=inactive'), 'sendrecv'],
    [sdp('m=audio 9 RTP/AVP 0', 'c=IN IP4 0.0.0.0', 'a=recvonly'), 'recvonly'],
  ])('%j', (text, direction) => {
    expect(audioDirection(text)).toBe(direction);
  });

  test('recvonly is neither hold nor retrieve', () => {
    const text = sdp('m=audio 9 RTP/AVP 0', 'a=recvonly');
    expect(holds(text, true)).toBe(true);
    expect(holds(text, false)).toBe(false);
  });
});

describe('parseReplaces', () => {
  function replaces(...values: readonly string[]): ReturnType<typeof parseReplaces> {
    const headers = new HeaderFields();
    for (const value of values) headers.add('replaces', value);
    return parseReplaces(headers);
  }

  test('its to-tag is ours, its from-tag the device’s', () => {
    expect(replaces('98732@sip.example.com ;from-tag=r33th4x0r; to-tag=ff87ff;early-only')).toEqual({
      ok: true,
      value: { callId: '98732@sip.example.com', localTag: 'ff87ff', remoteTag: 'r33th4x0r', earlyOnly: true },
    });
  });

  test.each([
    [['x;to-tag=1']],
    [[';to-tag=1;from-tag=2']],
    [['x;to-tag=1;from-tag=2', 'y;to-tag=1;from-tag=2']],
  ])('%j is refused', (values) => {
    expect(replaces(...values)?.ok).toBe(false);
  });

  test('there need be none', () => {
    expect(replaces()).toBeNull();
  });
});

describe('tags', () => {
  test('carry the leg’s id where it is a token', () => {
    expect(legIdOfTag(tagForLeg('leg-1.2'))).toBe('leg-1.2');
    expect(legIdOfTag(tagForLeg('no token'))).toBeNull();
    expect(tagForLeg('leg-1')).not.toBe(tagForLeg('leg-1'));
  });
});

describe('createDialogStore', () => {
  const record: DialogRecord = {
    callId: 'c',
    localTag: 'l',
    remoteTag: 'r',
    legId: 'leg-1',
    device: '1001',
    localAddress: '<sip:a@b>',
    remoteAddress: '<sip:c@d>',
    remoteTarget: 'sip:c@d',
    routeSet: [],
    localCseq: 1,
    remoteCseq: null,
    held: false,
    isEnding: false,
    servedBy: 'A',
  };

  test('a leg has one dialog: a new one takes the old one’s place', () => {
    const store = createDialogStore();
    store.put(record);
    store.put({ ...record, callId: 'c2' });
    expect(store.get(record)).toBeNull();
    expect(store.byLeg('leg-1')?.callId).toBe('c2');
    store.remove(record);
    expect(store.byLeg('leg-1')?.callId).toBe('c2');
    store.remove({ ...record, callId: 'c2' });
    expect(store.byLeg('leg-1')).toBeNull();
  });
});

describe('DeviceFlows', () => {
  test('the newest is the one last heard from that is still open', () => {
    const flows = new DeviceFlows();
    const one = { remote: 'one', open: true } as Flow;
    const two = { remote: 'two', open: true };
    flows.heard('1001', one);
    flows.heard('1001', two as Flow);
    expect(flows.newest('1001')?.remote).toBe('two');
    two.open = false;
    expect(flows.newest('1001')?.remote).toBe('one');
    flows.closed(one);
    expect(flows.newest('1001')).toBeNull();
  });
});
