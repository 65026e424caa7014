/**
 * Asks again until the answer is as wanted; for what has no event to wait for, such as what is heard on a line.
 * Fails after the limit with what was seen last.
 */
export async function until<Value>(
  what: string,
  ask: () => Promise<Value>,
  wanted: (value: Value) => boolean,
  limitMs = 10_000,
): Promise<Value> {
  const end = Date.now() + limitMs;
  for (;;) {
    const value = await ask();
    if (wanted(value)) return value;
    if (Date.now() > end)
      throw new Error(`${what}: not within ${limitMs} ms; last seen ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
