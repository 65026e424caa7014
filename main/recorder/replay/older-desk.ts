import type { Attempt } from '../../desk/attempt.ts';
import { type DeskModel, newDesk, type Pending } from '../../desk/model.ts';

/**
 * A recorded desk with what a desk has gained since it was recorded: each such part is as in a desk before anything has
 * happened, so that this version's transition can take its steps. The same desk where nothing is missing.
 */
export function completed(recorded: DeskModel): DeskModel {
  const model = withParts(nothingYet, recorded);
  const before = withParts(nothingYet.view, model.view);
  const view = withChanged(before, {
    agent: before.agent && withParts({ wrapUpFinished: false }, before.agent),
    connections: withParts(nothingYet.view.connections, before.connections),
    audio: withParts(nothingYet.view.audio, before.audio),
  });
  return withChanged(model, {
    view,
    servedBy: withParts(nothingYet.servedBy, model.servedBy),
    snapshot: withParts(nothingYet.snapshot, model.snapshot),
    identifying: model.identifying && withParts({ memory: 'none' }, model.identifying),
    attempt: model.attempt && withParts<Attempt>({ memory: 'none' }, model.attempt),
    pending: withStages(model.pending),
  });
}

const nothingYet = newDesk({ deskId: '', deskName: '', phone: 'softphone', systemUser: '' }, 0);

/** The value with the fields that it lacks. */
function withParts<Value extends object>(lacking: Partial<Value>, value: Value): Value {
  const isWhole = Object.keys(lacking).every((name) => Object.hasOwn(value, name));
  return isWhole ? value : { ...lacking, ...value };
}

function withChanged<Value extends object>(value: Value, parts: Partial<Value>): Value {
  const changed = { ...value, ...parts };
  const names = Object.keys(parts) as (keyof Value)[];
  return names.every((name) => changed[name] === value[name]) ? value : changed;
}

/** Before clicks could wait, each was asked at once. */
function withStages(pending: DeskModel['pending']): DeskModel['pending'] {
  const asked = Object.entries(pending).map(([id, one]) => [id, withStage(one)] as const);
  return withChanged(pending, Object.fromEntries(asked));
}

function withStage(one: Pending): Pending {
  return one.about === 'call' || one.about === 'interaction' ? withParts({ stage: 'asked' }, one) : one;
}
