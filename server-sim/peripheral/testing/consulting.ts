import { type SwitchBench, switchBench } from './switch-bench.ts';

export interface Talk {
  readonly bench: SwitchBench;
  readonly session: string;
  readonly first: string;
  readonly firstLeg: string;
}

/** Ada talks to Dora of skill group 1. */
export function talk(phone: 'softphone' | 'hardphone' = 'softphone'): Talk {
  const bench = switchBench();
  const session = bench.seat('1001', '5001', phone, 'Ready');
  const customer = { name: 'Dora Doe', facts: [], flags: [], earlierContacts: [] };
  const first = bench.place('8001', { variables: { account: '42' }, customer });
  const firstLeg = bench.leg('1001', first);
  if (phone === 'softphone') bench.report({ type: 'answered', legId: firstLeg });
  else bench.send(session, { type: 'AnswerCallRequest', callId: first });
  bench.taken();
  return { bench, session, first, firstLeg };
}

export interface Consulting extends Talk {
  readonly second: string;
}

/** Ada consults a number; her phone answers the second call and holds the first. */
export function consulting(number: string, phone: 'softphone' | 'hardphone' = 'softphone'): Consulting {
  const talking = talk(phone);
  const { bench, session, first, firstLeg } = talking;
  const answer = bench.send(session, { type: 'ConsultationCallRequest', callId: first, number });
  const second = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
  if (phone === 'softphone') {
    bench.report({ type: 'answered', legId: bench.leg('1001', second) });
    bench.report({ type: 'held', legId: firstLeg });
  }
  return { ...talking, second };
}

/** …and Ben, on 5002, has answered. */
export function consultingBen(phone: 'softphone' | 'hardphone' = 'softphone'): Consulting & { ben: string } {
  const talking = talk(phone);
  const ben = talking.bench.seat('1002', '5002');
  const { bench, session, first, firstLeg } = talking;
  const answer = bench.send(session, { type: 'ConsultationCallRequest', callId: first, number: '5002' });
  const second = answer.type === 'RequestConf' ? (answer.callId ?? '') : '';
  if (phone === 'softphone') {
    bench.report({ type: 'answered', legId: bench.leg('1001', second) });
    bench.report({ type: 'held', legId: firstLeg });
  }
  bench.report({ type: 'answered', legId: bench.leg('1002', second) });
  bench.taken();
  return { ...talking, second, ben };
}
