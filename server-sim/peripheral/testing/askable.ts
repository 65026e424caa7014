import { allows, type EnablementBit } from '../../../contract/cti/enablement.ts';
import { type Membership, membershipsOf } from '../calls/parties.ts';
import type { SwitchState } from '../core/state.ts';
import type { DeskRequest } from '../messages.ts';
import { agentMask, callMask } from '../requests/masks.ts';

/** A request, the bit that allows it, and whether the mask has it now. */
export interface Ask {
  readonly bit: EnablementBit;
  readonly request: DeskRequest;
  readonly isAllowed: boolean;
}

/** Everything that the agent's desk can ask for by CTI, allowed or not. `number` is what is dialled. */
export function asksOf(state: SwitchState, agentId: string, id: string, number: string): readonly Ask[] {
  const agent = state.agents.get(agentId);
  if (!agent) return [];
  const mask = agentMask(state, agent);
  const own: readonly (readonly [EnablementBit, DeskRequest])[] = [
    [
      'notReadyWithReason',
      { type: 'SetAgentStateRequest', id, target: { state: 'NotReady', reasonCode: 9 } },
    ],
    ['logOut', { type: 'LogOutRequest', id, reasonCode: null }],
    ['makeCall', { type: 'MakeCallRequest', id, number }],
    // Choosing the state he is in is taken without a bit.
    ...(agent.state === 'Ready' ? [] : [setTo('Ready', id)]),
    ...(agent.state === 'WrapUp' ? [] : [setTo('WrapUp', id)]),
  ];
  return [
    ...own.map(([bit, request]) => ({ bit, request, isAllowed: allows(mask, bit) })),
    ...membershipsOf(state, agentId).flatMap((membership) => {
      const callBits = callMask(state, agentId, membership);
      return asksOnCall(membership, id, number).map(([bit, request]) => ({
        bit,
        request,
        isAllowed: allows(callBits, bit),
      }));
    }),
  ];
}

function setTo(state: 'Ready' | 'WrapUp', id: string): readonly [EnablementBit, DeskRequest] {
  return [state === 'Ready' ? 'ready' : 'wrapUp', { type: 'SetAgentStateRequest', id, target: { state } }];
}

function asksOnCall(
  { party }: Membership,
  id: string,
  number: string,
): readonly (readonly [EnablementBit, DeskRequest])[] {
  const { callRef: callId, kind } = party.end;
  return [
    ['release', { type: 'ReleaseCallRequest', id, callId }],
    ['reject', { type: 'RejectCallRequest', id, callId }],
    ['blindTransfer', { type: 'SingleStepTransferRequest', id, callId, number }],
    ['consult', { type: 'ConsultationCallRequest', id, callId, number }],
    ['transferComplete', { type: 'TransferCallRequest', id, callId }],
    ['conferenceComplete', { type: 'ConferenceCallRequest', id, callId }],
    ['reconnect', { type: 'ReconnectCallRequest', id, callId }],
    ['alternate', { type: 'AlternateCallRequest', id, callId }],
    ...(kind === 'hardphone'
      ? ([
          ['answer', { type: 'AnswerCallRequest', id, callId }],
          ['hold', { type: 'HoldCallRequest', id, callId }],
          ['retrieve', { type: 'RetrieveCallRequest', id, callId }],
        ] as const)
      : []),
  ];
}
