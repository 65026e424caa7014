import type { Call, CallEnd, CallSegment, CustomerFile, Party } from '../../../contract/cti/call.ts';
import { choice, figure, identifier, label, phoneNumber, sentence, text } from './leaf-rules.ts';
import { fields, list, nullable, type Rule, record } from './rules.ts';

const party: Rule<Party> = fields<Party>({
  id: identifier,
  number: phoneNumber,
  name: text,
  role: choice(),
  state: choice(),
});

/** Nothing of a customer but that there is something: not even when he called before. */
export const customerFile: Rule<CustomerFile> = fields<CustomerFile>({
  name: text,
  facts: () => [],
  flags: () => [],
  earlierContacts: () => [],
});

/**
 * A variable's name is kept where the cluster's own screen pop uses it, or where it is one of the ten that a switch
 * has (GED-188: CallVariable1 to 10); a caller's data could stand in any other.
 */
const variableName: Rule<string> = (name, masks) =>
  masks.isVariable(name) || /^call_?variable(?:[1-9]|10)$/i.test(name) ? name : masks.named('variable', name);

export const variables = record(variableName, text);

const end: Rule<CallEnd> = fields<CallEnd>({ cause: choice(), message: sentence });

const segment: Rule<CallSegment> = fields<CallSegment>({
  kind: choice(),
  startedAt: figure,
  endedAt: nullable(figure),
});

export const call: Rule<Call> = fields<Call>({
  callId: identifier,
  direction: choice(),
  type: choice(),
  consultOf: nullable(identifier),
  connection: choice(),
  parties: list(party),
  dialled: phoneNumber,
  skillGroup: nullable(fields({ id: figure, name: label })),
  variables,
  customer: nullable(customerFile),
  segments: list(segment),
  offeredAt: figure,
  answeredAt: nullable(figure),
  endedAt: nullable(figure),
  noAnswerAt: nullable(figure),
  end: nullable(end),
  enablement: figure,
});
