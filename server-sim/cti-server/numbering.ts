import type { CtiAnswer } from '../../contract/cti/answers.ts';
import type { DeskAnswer } from '../peripheral/messages.ts';

/**
 * Numbers the events of one connection, from 1 on: a repeat or a gap shows. Answers that carry no sequence go as they
 * are.
 */
export function createNumbering(): (answer: DeskAnswer) => CtiAnswer {
  let sequence = 0;
  return (answer) => {
    switch (answer.type) {
      case 'SetAgentModeEvent':
      case 'SystemEvent':
      case 'AgentStateEvent':
      case 'SnapshotCallsConf':
      case 'CallEvent':
        sequence += 1;
        return { ...answer, sequence };
      case 'QueryAgentStateConf':
      case 'RequestConf':
      case 'SnapshotDeviceConf':
      case 'DisplacedEvent':
      case 'FailureConf':
        return answer;
    }
  };
}
