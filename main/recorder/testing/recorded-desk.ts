import type { DeskFollower } from '../../desk/desk-follower.ts';
import type { Input } from '../../desk/inputs.ts';
import type { DeskIdentity } from '../../desk/model.ts';
import { DrivenDesk } from '../../desk/testing/driven-desk.ts';
import { deskTransition } from '../../desk/transition.ts';
import { secrets } from './secrets.ts';

/** A desk that is driven without any I/O, and followed. */
export class RecordedDesk extends DrivenDesk {
  readonly #follower: DeskFollower;
  #id = 0;

  constructor(follower: DeskFollower, phone: DeskIdentity['phone'] = 'softphone') {
    super(phone);
    this.#follower = follower;
    const identity = { ...this.model.identity, systemUser: secrets.systemUser };
    this.model = { ...this.model, identity };
    follower.begins(this.model.identity, this.now);
  }

  override put(input: Input): this {
    this.#follower.comes(input);
    const ids: string[] = [];
    const newId = (): string => {
      this.#id += 1;
      const id = `request-${this.#id}`;
      ids.push(id);
      return id;
    };
    const { model, effects } = deskTransition(this.model, input, { now: this.now, newId });
    this.#follower.became({ now: this.now, ids, model, effects });
    this.model = model;
    this.last = effects;
    return this;
  }
}
