import fc from 'fast-check';
import { membershipsOf } from '../calls/parties.ts';
import type { SwitchState } from '../core/state.ts';
import type { SwitchInput } from '../messages.ts';
import { logInAs } from './switch-bench.ts';
import { testPlan } from './test-plan.ts';

const agentIds = testPlan.agents.map(({ agentId }) => agentId);
const devices = testPlan.devices.map(({ device }) => device);
const numbers = [...devices, '8001', '8002', '600', '601', '602', '603', '700'];

const agentId = fc.constantFrom(...agentIds);
const device = fc.constantFrom(...devices);
const number = fc.constantFrom(...numbers);
const side = fc.constantFrom('A' as const, 'B' as const);
const pick = fc.nat(5);
const requestType = fc.constantFrom(
  'AnswerCallRequest' as const,
  'ReleaseCallRequest' as const,
  'HoldCallRequest' as const,
  'RetrieveCallRequest' as const,
  'RejectCallRequest' as const,
  'TransferCallRequest' as const,
  'ConferenceCallRequest' as const,
  'ReconnectCallRequest' as const,
  'AlternateCallRequest' as const,
);
const state = fc.oneof(
  fc.constant({ state: 'Ready' } as const),
  fc.constant({ state: 'WrapUp' } as const),
  fc.record({ state: fc.constant('NotReady' as const), reasonCode: fc.option(fc.nat(9)) }),
);

/** Something that may happen in a contact centre; calls and legs are picked among those that are there then. */
export const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('logIn' as const),
      agentId,
      device,
      hard: fc.boolean(),
      takeOver: fc.boolean(),
      desk: fc.nat(1),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('detach' as const), agentId }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('logOut' as const), agentId }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('choose' as const), agentId, state }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('makeCall' as const), agentId, number }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('onCall' as const), agentId, pick, requestType }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('passOn' as const), agentId, pick, number, blind: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      number: fc.constantFrom(...devices, '8001', '8001', '8002'),
      menu: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hangUp' as const), pick, party: pick }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('register' as const), device, side }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unregister' as const), device, side }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('edgeLost' as const), side }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      agentId,
      pick,
      report: fc.constantFrom(
        'answered' as const,
        'answered' as const,
        'held' as const,
        'retrieved' as const,
        'refused' as const,
        'released' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('dial' as const), device, side, number }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('supervise' as const),
      agentId,
      to: fc.constantFrom('Ready' as const, 'NotReady' as const, 'LoggedOut' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('status' as const), online: fc.boolean() }) },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 2_000, 12_000, 31_000) }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer Of> ? Of : never;

/** The inputs that a step means in this state; none where it means nothing. */
export function inputsOf(now: SwitchState, one: Step, serial: number): readonly SwitchInput[] {
  const session = (id: string): string => {
    const link = now.agents.get(id)?.desk?.link;
    return link?.status === 'connected' ? link.sessionId : '';
  };
  const id = `r${serial}`;
  switch (one.do) {
    case 'logIn': {
      const sessionId = `s${serial}`;
      const desk = { id: `${one.agentId}-${one.desk}`, name: 'PC' };
      const attachment = {
        side: 'A',
        requestId: id,
        agentId: one.agentId,
        peripheralId: 5000,
        desk,
      } as const;
      const request = logInAs(one.agentId, one.device, one.hard ? 'hardphone' : 'softphone', one.takeOver);
      return [
        { type: 'attach', sessionId, attachment },
        { type: 'request', sessionId, request: { ...request, id } },
      ];
    }
    case 'detach':
      return [{ type: 'detach', sessionId: session(one.agentId) }];
    case 'logOut':
      return [
        {
          type: 'request',
          sessionId: session(one.agentId),
          request: { type: 'LogOutRequest', id, reasonCode: 1 },
        },
      ];
    case 'choose':
      return [
        {
          type: 'request',
          sessionId: session(one.agentId),
          request: { type: 'SetAgentStateRequest', id, target: one.state },
        },
      ];
    case 'makeCall':
      return [
        {
          type: 'request',
          sessionId: session(one.agentId),
          request: { type: 'MakeCallRequest', id, number: one.number },
        },
      ];
    case 'onCall':
    case 'passOn': {
      const mine = membershipsOf(now, one.agentId);
      const callId = mine[one.pick % Math.max(1, mine.length)]?.party.end.callRef ?? 'none';
      const sessionId = session(one.agentId);
      if (one.do === 'onCall')
        return [{ type: 'request', sessionId, request: { type: one.requestType, id, callId } }];
      const type = one.blind ? 'SingleStepTransferRequest' : 'ConsultationCallRequest';
      return [{ type: 'request', sessionId, request: { type, id, callId, number: one.number } }];
    }
    case 'place': {
      const from = { number: `02${serial}`, name: 'Dora' };
      const menuMs = one.menu ? 1_000 : 0;
      const call = {
        from,
        to: one.number,
        variables: {},
        customer: null,
        voice: { type: 'silence' },
        menuMs,
      } as const;
      return [{ type: 'placeCall', call }];
    }
    case 'hangUp': {
      const calls = [...now.calls.values()];
      const call = calls[one.pick % Math.max(1, calls.length)];
      const farEnds = call?.parties.filter(({ end }) => end.kind === 'far-end') ?? [];
      const party = farEnds[one.party % Math.max(1, farEnds.length)]?.number ?? null;
      return call ? [{ type: 'farEndHangsUp', callId: call.callId, party }] : [];
    }
    case 'register':
      return [
        { type: 'device', report: { type: 'registered', device: one.device, side: one.side, contact: 'x' } },
      ];
    case 'unregister':
      return [
        { type: 'device', report: { type: 'unregistered', device: one.device, side: one.side, cause: 'x' } },
      ];
    case 'edgeLost':
      return [{ type: 'edgeLost', side: one.side }];
    case 'report': {
      const legs = membershipsOf(now, one.agentId).filter(({ party }) => party.end.kind === 'softphone');
      const legId = legs[one.pick % Math.max(1, legs.length)]?.party.legId;
      if (legId === undefined) return [];
      if (one.report === 'refused') {
        return [
          {
            type: 'device',
            report: { type: 'refused', legId, status: one.pick % 2 ? 486 : 480, reason: 'x' },
          },
        ];
      }
      if (one.report === 'released')
        return [{ type: 'device', report: { type: 'released', legId, reason: 'x' } }];
      return [{ type: 'device', report: { type: one.report, legId } }];
    }
    case 'dial':
      return [
        {
          type: 'device',
          report: {
            type: 'dialled',
            side: one.side,
            legId: `own${serial}`,
            device: one.device,
            number: one.number,
          },
        },
      ];
    case 'supervise':
      return [{ type: 'supervise', agentId: one.agentId, state: one.to, reasonCode: null }];
    case 'status':
      return [{ type: 'status', status: { peripheral: one.online ? 'online' : 'offline' } }];
    case 'wait':
      return [{ type: 'time' }];
  }
}
