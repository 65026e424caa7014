import { expect, test } from './fixtures.ts';

test('a push from main reaches the page with its types', async ({ app, page }) => {
  await page.getByRole('button', { name: 'Hello' }).click();
  await expect(page.getByTestId('greeting')).toHaveText('hi world true 1,2,3 1');
  await app.evaluate(({ BrowserWindow, powerMonitor }) => {
    const [window] = BrowserWindow.getAllWindows();
    powerMonitor.on('suspend', () => window?.webContents.send('power', 'suspend'));
    powerMonitor.emit('suspend');
  });
  await expect(page.getByTestId('power')).toHaveText('suspend');
});

test('a listener that the page has taken off hears no more', async ({ page }) => {
  const heard = await page.evaluate(async () => {
    const texts: string[] = [];
    const stop = window.api.onGreeting(({ text }) => texts.push(text));
    const greeted = () => new Promise<void>((resolve) => window.api.onGreeting(() => resolve()));
    window.api.hello('one');
    await greeted();
    stop();
    window.api.hello('two');
    await greeted();
    return texts;
  });
  expect(heard).toEqual(['hi one']);
});

test('the sender is the frame, with the address that the app knows', async ({ page }) => {
  const who = { url: 'app://bundle/index.html', origin: 'app://bundle', isTop: true, isMain: true };
  expect(await page.evaluate(() => window.api.who())).toEqual(who);
});

test('errors come back in the words of Electron', async ({ page }) => {
  const messages = await page.evaluate(async () => {
    const messageOf = (answer: Promise<unknown>) => answer.then(String, String);
    const { fail, missing, sendFunction, answerWithFunction } = window.api;
    return Promise.all([fail(), missing(), sendFunction(), answerWithFunction()].map(messageOf));
  });
  expect(messages).toEqual([
    "Error: Error invoking remote method 'fail': TypeError: boom",
    "Error: Error invoking remote method 'missing': Error: No handler registered for 'missing'",
    'Error: An object could not be cloned.',
    "Error: Error invoking remote method 'answer-with-function': Error: An object could not be cloned.",
  ]);
});

test('values of the structured clone come back as they were', async ({ page }) => {
  const seen = await page.evaluate(async () => {
    const sent: Record<string, unknown> = {
      numbers: [1, undefined, Number.NaN, -0, 10n],
      date: new Date(5),
      map: new Map([[1, new Set(['x'])]]),
      bytes: new Uint8Array([9, 8]),
      expression: /a/gi,
      error: new RangeError('far'),
    };
    sent.self = sent;
    const back = (await window.api.echo(sent)) as typeof sent & {
      numbers: unknown[];
      map: Map<number, Set<string>>;
    };
    return [
      back.self === back,
      back.numbers[1] === undefined && Number.isNaN(back.numbers[2]) && Object.is(back.numbers[3], -0),
      back.numbers[4] === 10n,
      back.date instanceof Date && back.date.getTime(),
      back.map.get(1)?.has('x'),
      back.bytes instanceof Uint8Array && [...back.bytes].join(),
      String(back.expression),
      back.error instanceof Error && back.error.message,
    ];
  });
  expect(seen).toEqual([true, true, true, 5, true, '9,8', '/a/gi', 'far']);
});

test('a megabyte each way arrives whole', async ({ page }) => {
  const same = await page.evaluate(async () => {
    const sent = new Uint8Array(1024 * 1024).map((_, at) => (at * 31) % 251);
    const back = (await window.api.echo(sent)) as Uint8Array;
    return back.length === sent.length && back.every((byte, at) => byte === sent[at]);
  });
  expect(same).toBe(true);
});
