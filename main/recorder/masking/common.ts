import { serverKinds, sides } from '../../../contract/servers/server-kind.ts';
import type { FailureConf } from '../../../contract/wire/common.ts';
import type { Hello } from '../../servers/check-hello.ts';
import {
  address,
  agentId,
  choice,
  device,
  figure,
  identifier,
  label,
  phoneNumber,
  sentence,
  text,
} from './leaf-rules.ts';
import type { Masks } from './masks.ts';
import { type Fields, fields, nullable, optional, type Rule } from './rules.ts';

/** A pair of addresses: one may be blank. */
export const servers = { a: address, b: address };

/** A side's name, by whatever rule its value has. */
export function bySide<Value>(rule: Rule<Value>): Rule<{ readonly A: Value; readonly B: Value }> {
  return fields<{ readonly A: Value; readonly B: Value }>({ A: rule, B: rule });
}

export const helloFields: Fields<Omit<Hello, 'type'>> = {
  kind: choice(),
  side: choice(),
  cluster: label,
  time: figure,
};

export const hello: Rule<Hello> = fields<Hello>({ type: choice(), ...helloFields });

export const heartbeatConf = { id: identifier, time: figure };

export const failureConf: Fields<Omit<FailureConf, 'type'>> = {
  id: nullable(identifier),
  code: failureCode,
  message: sentence,
  details: optional(details),
};

/** `deviceInUse`: a name in a program. */
export function failureCode(code: string, masks: Masks): string {
  return /^[a-z][A-Za-z]{1,30}(?:\.[a-z][A-Za-z]{1,30})?$/.test(code) ? code : masks.text(code);
}

/** What sentences are made from, by name; a name that is not known here is dropped with its value. */
const detailRules: Readonly<Record<string, Rule<string>>> = {
  agentId,
  agentName: text,
  device,
  desk: label,
  number: phoneNumber,
  since: isoInstant,
  seats: count,
  inUse: count,
  state: stateName,
  server: sentence,
  address,
};

function details(values: Readonly<Record<string, string>>, masks: Masks): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const rule = Object.hasOwn(detailRules, name) ? detailRules[name] : undefined;
      return rule ? [[name, rule(value, masks)]] : [];
    }),
  );
}

function isoInstant(value: string, masks: Masks): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z$/.test(value) ? value : masks.text(value);
}

function count(value: string, masks: Masks): string {
  return /^\d{1,5}$/.test(value) ? value : masks.text(value);
}

function stateName(value: string, masks: Masks): string {
  return /^[A-Z][A-Za-z]{1,12}$/.test(value) ? value : masks.text(value);
}

/** Words of a server that may be any other: only those that one of ours would say. */
export function ownWord(value: string, masks: Masks): string {
  return ([...serverKinds, ...sides] as readonly string[]).includes(value) ? value : masks.text(value);
}
