/** What is planted, each where it may come in: no word of it may be found in anything that is kept. */
export const secrets = {
  password: 'Pfauenauge_91',
  sipPassword: 'Silberdistel_72',
  licence: 'Zitronenfalter-55',
  notes: 'Schachbrettfalter will zurückgerufen werden',
  variable: 'Trauermantel4410',
  customer: 'Aurorafalter Wegner',
  fact: 'Kaisermantel 24',
  subject: 'Landkärtchen nicht geliefert',
  number: '+4930901820731',
  otherNumber: '01314960142',
  keypad: '4929123456789',
  wrongPlace: 'Ochsenauge77',
  token: 'Schwalbenschwanz_Token_33',
  chatText: 'Mein Distelfalter ist seit Montag fort',
  reply: 'Der Zipfelfalter kommt wieder',
  body: 'Weißling am Zähler 8814 prüfen',
  agentName: 'Admiralia Falter',
  systemUser: 'perlmutterfalter.k',
} as const;

/** Each in the forms in which it could be hidden in text: as it is, in JSON, in a URL, reversed, in base64. */
export function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '').slice(0, -1);
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    [...secret].reverse().join(''),
    Buffer.from(secret).toString('hex'),
    base64,
    ...shifted(secret),
  ];
}

/** Base64 of a secret inside a longer text begins at one of three places. */
function shifted(secret: string): readonly string[] {
  return [1, 2].map((before) => {
    const whole = Buffer.from(`${'x'.repeat(before)}${secret}`).toString('base64');
    return whole.slice(4, -4);
  });
}

/** The secrets that a text holds in whatever form, by name. */
export function secretsIn(text: string): readonly string[] {
  return Object.entries(secrets)
    .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
    .map(([name]) => name);
}
