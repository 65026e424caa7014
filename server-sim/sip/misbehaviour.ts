/**
 * What a SIP edge does wrong when it is told to.
 *
 * - `withoutAck`: a device's 2xx is never acknowledged; all else goes on.
 */
export const sipMisbehaviours = ['withoutAck'] as const;
export type SipMisbehaviour = (typeof sipMisbehaviours)[number];
