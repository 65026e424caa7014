import { agentHears, lineHas } from './support/hearing.ts';
import { withoutEchoCanceller } from './support/listen.ts';
import { aileen, letRhonaRing, letTalk, rhona } from './support/story.ts';
import { agentTone, test as base, expect } from './support/test.ts';
import { notesOf } from './support/tier-facts.ts';
import { until } from './support/until.ts';

const agent = { agent: '12345' };

const test = base.extend<{
  /** Talking to Aileen while Rhona rings: the ids of the two calls. */
  readonly two: { readonly first: string; readonly second: string };
}>({
  two: async ({ app, desk, control }, use) => {
    await withoutEchoCanceller(app.phone);
    const first = await letTalk(desk, control);
    await use({ first, second: await letRhonaRing(desk, control) });
  },
});

test.describe('a second call', () => {
  test('rings beside the first, which goes on; taken, it has the agent’s ear and the first is on hold', async ({
    app,
    desk,
    control,
    two: { first, second },
  }) => {
    await expect(desk.plate).toContainText('Talking');
    await agentHears(app.phone, { all: [aileen.tone], none: [rhona.tone] });
    await lineHas(control, first, agent, { all: [agentTone] });
    await desk.incoming(rhona.name).getByRole('button', { name: 'Answer' }).click();
    await control.wait({ for: 'call', callId: first, agentId: '12345', connection: 'Held' });
    await agentHears(app.phone, { all: [rhona.tone], none: [aileen.tone] });
    await lineHas(control, second, { number: rhona.number }, { all: [agentTone] });
    await lineHas(control, first, { number: aileen.number }, { all: [], none: [agentTone, rhona.tone] });
    await expect(desk.tab(aileen.name)).toContainText('On hold');
    await expect(desk.tab(rhona.name)).toContainText('Talking');
    await expect(desk.tab(rhona.name)).toHaveAttribute('aria-selected', 'true');
  });

  test('of which only the tab is opened changes no sound; Retrieve there changes over, and back', async ({
    app,
    desk,
    control,
    two: { first, second },
  }) => {
    await desk.incoming(rhona.name).getByRole('button', { name: 'Answer' }).click();
    await agentHears(app.phone, { all: [rhona.tone], none: [aileen.tone] });
    await desk.tab(aileen.name).click();
    await expect(desk.tab(aileen.name)).toHaveAttribute('aria-selected', 'true');
    await expect(desk.tool('Retrieve')).toBeEnabled();
    await lineHas(control, second, agent, { all: [agentTone] });
    await agentHears(app.phone, { all: [rhona.tone], none: [aileen.tone] });
    await desk.tool('Retrieve').click();
    await control.wait({ for: 'call', callId: first, agentId: '12345', connection: 'Connected' });
    await control.wait({ for: 'call', callId: second, agentId: '12345', connection: 'Held' });
    await agentHears(app.phone, { all: [aileen.tone], none: [rhona.tone] });
    await lineHas(control, first, { number: aileen.number }, { all: [agentTone] });
    await lineHas(control, second, { number: rhona.number }, { all: [], none: [agentTone, aileen.tone] });
    await desk.tab(rhona.name).click();
    await desk.tool('Retrieve').click();
    await agentHears(app.phone, { all: [rhona.tone], none: [aileen.tone] });
    await expect(desk.tab(aileen.name)).toContainText('On hold');
  });

  test('has its own notes, mute and end: what is done in one is not done in the other', async ({
    app,
    desk,
    control,
    two: { first, second },
  }) => {
    await desk.notes.fill('Aileen: meter read');
    await desk.incoming(rhona.name).getByRole('button', { name: 'Answer' }).click();
    await expect(desk.tab(rhona.name)).toHaveAttribute('aria-selected', 'true');
    await expect(desk.notes).toHaveValue('');
    await desk.notes.fill('Rhona: moves in May');
    await desk.tool('Mute').click();
    await lineHas(control, second, { number: rhona.number }, { all: [], none: [agentTone] });
    await desk.tool('Release').click();
    await control.wait({ for: 'call', callId: second, phase: 'ended' });
    await desk.tab(aileen.name).click();
    await expect(desk.notes).toHaveValue(/Aileen: meter read/);
    await desk.tool('Retrieve').click();
    await agentHears(app.phone, { all: [aileen.tone], none: [rhona.tone] });
    await lineHas(control, first, { number: aileen.number }, { all: [agentTone] });
    await control.post(`/calls/${first}/hang-up`);
    await expect(desk.plate).toContainText('Wrap-up');
    for (const name of [rhona.name, aileen.name]) {
      await desk.tab(name).click();
      await desk.button('Finish wrap-up').click();
      await expect(desk.tab(name)).toHaveCount(0);
    }
    for (const [callId, note] of [
      [first, 'Aileen: meter read'],
      [second, 'Rhona: moves in May'],
    ] as const) {
      const notes = await until(
        `the note “${note}”`,
        () => notesOf(control, callId),
        (told) => told.length > 0,
      );
      expect(notes).toEqual([expect.stringContaining(note)]);
    }
    await expect(desk.plate.getByText('Ready', { exact: true })).toBeVisible();
  });

  test('is left to ring while the first ends, and is then taken', async ({
    app,
    desk,
    control,
    two: { first, second },
  }) => {
    await desk.tool('Release').click();
    await control.wait({ for: 'call', callId: first, phase: 'ended' });
    await expect(desk.incoming(rhona.name)).toBeVisible();
    await desk.incoming(rhona.name).getByRole('button', { name: 'Answer' }).click();
    await control.wait({ for: 'call', callId: second, agentId: '12345', connection: 'Connected' });
    await agentHears(app.phone, { all: [rhona.tone], none: [aileen.tone] });
    await lineHas(control, second, { number: rhona.number }, { all: [agentTone] });
  });
});
