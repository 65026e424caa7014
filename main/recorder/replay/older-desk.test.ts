import { expect, it } from 'vitest';
import type { DeskModel } from '../../desk/model.ts';
import { DrivenDesk } from '../../desk/testing/driven-desk.ts';
import { completed } from './older-desk.ts';

const dialled = (): DeskModel => {
  const desk = new DrivenDesk().loggedIn().command({ type: 'dial', number: '5551234' });
  return desk.model;
};

/** The model without these fields, wherever they are. */
function without(model: DeskModel, ...gone: readonly string[]): DeskModel {
  return JSON.parse(JSON.stringify(model, (name, value) => (gone.includes(name) ? undefined : value)));
}

it('a desk of now stays the same', () => {
  const model = dialled();
  expect(completed(model)).toBe(model);
});

it('what an older desk lacks is as in a new one', () => {
  const older = without(dialled(), 'waiting', 'closedInteractions', 'wrapUpFinished', 'stoodStill', 'gone');
  expect(older.view).not.toHaveProperty('waiting');
  expect(completed(older)).toEqual(dialled());
});

it('a pair of servers that was not there then is off', () => {
  const model = dialled();
  const { sessions: _, ...connections } = model.view.connections;
  const older = {
    ...model,
    view: { ...model.view, connections: connections as typeof model.view.connections },
  };
  expect(completed(older).view.connections.sessions).toMatchObject({ kind: 'sessions', status: 'off' });
});

it('a click of then was asked at once', () => {
  const model = dialled();
  const older = { ...model, pending: without({ ...model, attempt: null }, 'stage').pending };
  expect(older.pending).not.toEqual(model.pending);
  expect(completed(older)).toEqual(model);
});
