import type { PairEffect } from '../../contract/servers/pair-state.ts';
import type { ServerKind } from '../../contract/servers/server-kind.ts';
import type { DeskStep } from '../desk/desk-follower.ts';
import type { Effect } from '../desk/effects.ts';
import type { Input } from '../desk/inputs.ts';
import { type DeskIdentity, type DeskModel, newDesk } from '../desk/model.ts';
import { deskTransition } from '../desk/transition.ts';
import type { PairHappening } from '../servers/pair-follower.ts';
import type { PairRequest } from '../servers/server-pair-types.ts';
import { changesBetween } from './changes.ts';
import { maskInput } from './masking/input.ts';
import { identifier } from './masking/leaf-rules.ts';
import { Masks } from './masking/masks.ts';
import { pairEffect, pairHappening } from './masking/pair-event.ts';
import type { Entry } from './recording.ts';
import { ShapeWatch } from './same-shape.ts';

/** What the switch has logged an agent in by: no secret any more. */
export interface LoggedInBy {
  readonly agentId: string;
  readonly device: string;
}

/**
 * The desk once more, fed with masked inputs alone: its states can be kept whole, for no secret was ever put into them,
 * whatever fields a state may gain. Held against the real desk at each step.
 */
export class DeskTwin {
  readonly #masks: Masks;
  readonly #shape = new ShapeWatch();
  #model: DeskModel;
  #astray = false;

  constructor(identity: DeskIdentity, now: number, masks: Masks = new Masks()) {
    const systemUser = masks.named('user', identity.systemUser);
    this.#model = newDesk({ ...identity, systemUser }, now);
    this.#masks = masks;
  }

  get model(): DeskModel {
    return this.#model;
  }

  /** What the input may be kept as. */
  mask(input: Input): Input {
    return maskInput(input, this.#masks);
  }

  /** Takes the same step as the desk did: what is to be kept of it. */
  step(input: Input, { now, ids, model, effects }: DeskStep): readonly Entry[] {
    const before = this.#model;
    const after = replayedStep(before, input, now, ids);
    this.#model = after.model;
    const changes = changesBetween(before, after.model);
    const taken: Entry = {
      kind: 'step',
      input,
      ...(ids.length > 0 && { ids }),
      ...(after.effects.length > 0 && { effects: after.effects.map(brief) }),
      ...(changes.length > 0 && { changes }),
    };
    const where = this.#astray ? null : this.#difference(model, effects, after.effects);
    if (where === null) return [taken];
    this.#astray = true;
    return [taken, { kind: 'astray', where }];
  }

  pairDecision(servers: ServerKind, happening: PairHappening, effects: readonly PairEffect[]): Entry {
    const happened = pairHappening(happening, this.#masks);
    const masked = effects.map((effect) => pairEffect(effect, this.#masks));
    return { kind: 'pair', servers, happened, ...(masked.length > 0 && { effects: masked }) };
  }

  pairRequest(servers: ServerKind, { type, id }: PairRequest, sent: boolean): Entry {
    const request = identifier(type, this.#masks);
    return { kind: 'asked', servers, request, id: identifier(id, this.#masks), sent };
  }

  /** What the names stand for that the switch has logged the agent in by. */
  names({ agentId, device }: LoggedInBy): Readonly<Record<string, string>> {
    return {
      [this.#masks.named('agent', agentId)]: agentId,
      [this.#masks.named('device', device)]: device,
    };
  }

  #difference(model: DeskModel, effects: readonly Effect[], masked: readonly Effect[]): string | null {
    const asked = effects.map(({ type }) => type).join(', ');
    const maskedAsked = masked.map(({ type }) => type).join(', ');
    if (asked !== maskedAsked) return `effects: ${asked} (recorded: ${maskedAsked})`;
    return this.#shape.difference(model, this.#model);
  }
}

/** The transition with the ids that it was given when it was recorded; one more than those is told from a real one. */
export function replayedStep(
  model: DeskModel,
  input: Input,
  now: number,
  ids: readonly string[],
): ReturnType<typeof deskTransition> {
  let asked = 0;
  const newId = (): string => {
    asked += 1;
    return ids[asked - 1] ?? `id-not-recorded-${asked}`;
  };
  return deskTransition(model, input, { now, newId });
}

/** An effect without what stands in the input or the state already, and is long. */
export function brief(effect: Effect): Effect {
  switch (effect.type) {
    case 'keepConfiguration':
      return { ...effect, configuration: { ...effect.configuration, profiles: [] } };
    case 'keepRecentCalls':
      return { ...effect, calls: effect.calls.slice(0, 1) };
    default:
      return effect;
  }
}
