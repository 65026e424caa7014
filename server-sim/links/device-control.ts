import * as z from 'zod';
import { side } from '../../contract/wire/common.ts';

/**
 * What the switch (peripheral) and its SIP edges say to each other about agents' devices.
 *
 * Every message is plain data, so that an edge can live in a process of its own. A leg is one dialog between
 * an edge and a device; the switch gives it its id. One call of an agent is one leg.
 */

export const edgeSide = side;
export type EdgeSide = z.infer<typeof edgeSide>;

/** Whether each edge can go on with the other's dialogs, or knows its own alone and takes a leg over by Replaces. */
export const sipEdges = z.enum(['shared', 'separate']);
export type SipEdges = z.infer<typeof sipEdges>;

const legId = z.string().min(1);

/** How an edge refuses to deliver a leg again whose phone is still connected: Request Pending, for it may go. */
export const otherPhoneHasIt = 491;

/** What the switch asks of an edge. */
export const deviceOrder = z.discriminatedUnion('type', [
  z
    .object({
      type: z.literal('offer'),
      legId,
      /** The switch's id of the call; the INVITE carries it as `X-Switchhook-Call`. */
      callId: z.string(),
      device: z.string(),
      from: z.object({ number: z.string(), name: z.string() }).readonly(),
      /** The device answers by itself (third-party call control): `Call-Info: <sip:…>;answer-after=0`. */
      autoAnswer: z.boolean(),
      /**
       * The answered leg that this one is to take the place of, for its device has lost it; null: none. It is not
       * offered where the phone that has it is still connected.
       */
      redelivers: z.object({ legId, held: z.boolean() }).readonly().nullable(),
    })
    .readonly(),
  /** A device dialled by SIP itself; the far end rings, so the edge sends 180. */
  z.object({ type: z.literal('progress'), legId }).readonly(),
  /** The far end of a dialled leg answered; the edge sends 200 with media's answer. */
  z.object({ type: z.literal('accept'), legId }).readonly(),
  /** The device goes on with the leg through the other edge: its dialog here is forgotten, and nobody is told. */
  z.object({ type: z.literal('forget'), legId }).readonly(),
  /** The leg was delivered to its device anew, as another: whichever edge served it, its dialog is forgotten. */
  z.object({ type: z.literal('abandon'), legId }).readonly(),
  /** The phone that has the leg may be gone without a word: where it is registered here it is asked for a sign of life. */
  z.object({ type: z.literal('doubt'), legId }).readonly(),
  /** Ends the leg in whatever state it is: CANCEL, an error response or BYE. */
  z.object({ type: z.literal('release'), legId, status: z.number().int(), reason: z.string() }).readonly(),
  /**
   * A release that the edge of the leg cannot hear, for it is gone: what the other shares of its dialog goes too, and a
   * device that is there already is told.
   */
  z
    .object({ type: z.literal('releaseOrphan'), legId, status: z.number().int(), reason: z.string() })
    .readonly(),
]);
export type DeviceOrder = z.infer<typeof deviceOrder>;

/** What an edge tells the switch. */
export const deviceReport = z.discriminatedUnion('type', [
  z
    .object({ type: z.literal('registered'), side: edgeSide, device: z.string(), contact: z.string() })
    .readonly(),
  z
    .object({ type: z.literal('unregistered'), side: edgeSide, device: z.string(), cause: z.string() })
    .readonly(),
  z.object({ type: z.literal('alerting'), legId }).readonly(),
  z.object({ type: z.literal('answered'), legId }).readonly(),
  /** The offer came to nothing: the device's final response, or 480 when it is not registered on this edge. */
  z.object({ type: z.literal('refused'), legId, status: z.number().int(), reason: z.string() }).readonly(),
  /** Nobody has heard the offer, or nobody can answer it any more: the connection to the device has closed. */
  z.object({ type: z.literal('unreached'), legId, reason: z.string() }).readonly(),
  z.object({ type: z.literal('held'), legId }).readonly(),
  z.object({ type: z.literal('retrieved'), legId }).readonly(),
  /** The device sent an INVITE of its own. The edge has chosen the leg's id. */
  z
    .object({
      type: z.literal('dialled'),
      side: edgeSide,
      legId,
      device: z.string(),
      number: z.string(),
    })
    .readonly(),
  z.object({ type: z.literal('released'), legId, reason: z.string() }).readonly(),
  /**
   * The device goes on through this edge. `isShared`: with the dialog that the edges share; else with one of its own
   * (RFC 3891), and what the other edge may have is to be forgotten.
   */
  z.object({ type: z.literal('moved'), side: edgeSide, legId, isShared: z.boolean() }).readonly(),
]);
export type DeviceReport = z.infer<typeof deviceReport>;

/** A leg as the switch knows it, for an edge that does not have its dialog (RFC 3891). */
export const foundLeg = z.object({ legId, device: z.string(), held: z.boolean() }).readonly();
export type FoundLeg = z.infer<typeof foundLeg>;

/** A leg that an edge has, for comparing it with what others know. */
export const edgeLeg = z
  .object({ legId, device: z.string(), phase: z.enum(['offered', 'dialled', 'established']) })
  .readonly();
export type EdgeLeg = z.infer<typeof edgeLeg>;

/** The edge's end of the link to the switch. */
export interface EdgeToSwitch {
  report(report: DeviceReport): void;
  onOrder(listener: (order: DeviceOrder) => void): void;
}

/** One life of an edge at the switch. */
export interface EdgeLife {
  readonly link: EdgeToSwitch;
  /** What the edge still says while it dies is not heard; its registrations are gone. */
  end(): void;
}

/** The switch as its edges have it, in this process or in another. */
export interface EdgeSwitch {
  connect(side: EdgeSide): EdgeLife;
  /** The answered leg of this id; null where no live call has it. */
  findLeg(legId: string): FoundLeg | null | Promise<FoundLeg | null>;
  /** Those of these legs that are in a call that is not over, answered or not. */
  liveLegs(legIds: readonly string[]): readonly string[] | Promise<readonly string[]>;
}
