// Runs in the app's main process before the app (`electron -r`), and so as CommonJS.
const RealDate = Date;
let ahead = Number(process.env.SWITCHHOOK_TEST_CLOCK_AHEAD_MS ?? 0);
globalThis.setTestClock = (milliseconds) => {
  ahead = milliseconds;
};
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) =>
    Reflect.construct(target, given.length > 0 ? given : [RealDate.now() + ahead], made),
  get: (target, name) => (name === 'now' ? () => target.now() + ahead : Reflect.get(target, name, target)),
});
