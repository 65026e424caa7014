/**
 * What the switch (peripheral) and its SIP edges say to each other about agents' devices.
 *
 * Every message is plain data, so that an edge can live in a process of its own. A leg is one dialog between
 * an edge and a device; the switch gives it its id. One call of an agent is one leg.
 */

export type EdgeSide = 'A' | 'B';

/** What the switch asks of an edge. */
export type DeviceOrder =
  | {
      readonly type: 'offer';
      readonly legId: string;
      /** The switch's id of the call; the INVITE carries it as `X-Switchhook-Call`. */
      readonly callId: string;
      readonly device: string;
      readonly from: { readonly number: string; readonly name: string };
      /** The device answers by itself (third-party call control): `Call-Info: <sip:…>;answer-after=0`. */
      readonly autoAnswer: boolean;
    }
  /** A device dialled by SIP itself; the far end rings, so the edge sends 180. */
  | { readonly type: 'progress'; readonly legId: string }
  /** The far end of a dialled leg answered; the edge sends 200 with media's answer. */
  | { readonly type: 'accept'; readonly legId: string }
  /** Ends the leg in whatever state it is: CANCEL, an error response or BYE. */
  | { readonly type: 'release'; readonly legId: string; readonly status: number; readonly reason: string };

/** What an edge tells the switch. */
export type DeviceReport =
  | {
      readonly type: 'registered';
      readonly side: EdgeSide;
      readonly device: string;
      readonly contact: string;
    }
  | {
      readonly type: 'unregistered';
      readonly side: EdgeSide;
      readonly device: string;
      readonly cause: string;
    }
  | { readonly type: 'alerting'; readonly legId: string }
  | { readonly type: 'answered'; readonly legId: string }
  /** The offer came to nothing: the device's final response, or 480 when it is not registered on this edge. */
  | { readonly type: 'refused'; readonly legId: string; readonly status: number; readonly reason: string }
  | { readonly type: 'held'; readonly legId: string }
  | { readonly type: 'retrieved'; readonly legId: string }
  /** The device sent an INVITE of its own. The edge has chosen the leg's id. */
  | {
      readonly type: 'dialled';
      readonly side: EdgeSide;
      readonly legId: string;
      readonly device: string;
      readonly number: string;
    }
  | { readonly type: 'released'; readonly legId: string; readonly reason: string };

/** The edge's end of the link to the switch. */
export interface EdgeToSwitch {
  report(report: DeviceReport): void;
  onOrder(listener: (order: DeviceOrder) => void): void;
}
