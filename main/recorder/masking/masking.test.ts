import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLogin } from '../../../contract/login-string/of-profile.ts';
import { screenPopUrl } from '../../desk/screen-pop.ts';
import { callSnapshot, configuration as sampleConfiguration } from '../../desk/testing/samples.ts';
import { secrets, secretsIn } from '../testing/secrets.ts';
import { call } from './call.ts';
import { deskCommand } from './command.ts';
import { configuration } from './configuration.ts';
import { maskInput } from './input.ts';
import { address, identifier, origin, phoneNumber, text } from './leaf-rules.ts';
import { loginString } from './login-string.ts';
import { Masks, usualLoginForm } from './masks.ts';
import { phoneEvent } from './phone.ts';

const anyText = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('a telephone number', () => {
  const digits = fc.stringMatching(/^\+?\d{1,15}$/);

  it('keeps three digits of seven and more, two of four and more, none of fewer', () => {
    fc.assert(
      fc.property(digits, (number) => {
        const bare = number.replace('+', '');
        const kept = bare.length >= 7 ? bare.slice(-3) : bare.length >= 4 ? bare.slice(-2) : '';
        const [, shown = ''] = /^number-[a-z]{7}(?:-(\d+))?$/.exec(phoneNumber(number, new Masks())) ?? [
          '',
          '?',
        ];
        expect(shown).toBe(kept);
      }),
    );
  });

  it('has one name in a recording, another in the next, and shares it with no other number', () => {
    fc.assert(
      fc.property(digits, digits, (one, other) => {
        const masks = new Masks();
        expect(phoneNumber(one, masks)).toBe(phoneNumber(one, masks));
        expect(phoneNumber(one, masks) === phoneNumber(other, masks)).toBe(one === other);
        expect(phoneNumber(one, new Masks())).not.toBe(phoneNumber(one, masks));
      }),
    );
  });
});

describe('text', () => {
  it('leaves its length and whether there is any, and no word of it', () => {
    fc.assert(
      fc.property(anyText, (words) => {
        const masked = text(words, new Masks());
        expect(masked === '').toBe(words === '');
        if (words.trim() !== '') expect(masked).toMatch(new RegExp(`^text-${words.length}-[a-z]{7}$`));
      }),
    );
  });
});

describe('a login string', () => {
  const parts = fc.array(fc.stringMatching(/^[\x20-\x7e]{0,12}$/), { maxLength: 4 });
  const strings = fc.oneof(
    fc.string(),
    parts.map((each) => each.join(';')),
    fc.stringMatching(/^[0-9A-Za-z._-]{1,32};[^;]{0,20};[0-9A-Za-z]{1,32}(?:;p?(?:m[2-6]?)?(?:c[2-5]?)?)?$/),
  );

  it('is read as before, or refused for the same reason at the same place', () => {
    fc.assert(
      fc.property(strings, fc.constantFrom(0, 1, 2, 5), fc.boolean(), (given, type, voiceAlone) => {
        const form = { type, voiceAlone };
        const before = parseLogin(given, form);
        const after = parseLogin(loginString(given, form, new Masks()), form);
        expect(after.ok).toBe(before.ok);
        if (before.ok || after.ok) return;
        const { part, at, unfinished } = before.error;
        expect(after.error).toMatchObject({ part, at, unfinished });
      }),
    );
  });

  it('keeps neither the password nor what stands in another part, which may be the password', () => {
    const word = fc
      .stringMatching(/^[0-9A-Za-z]{5,20}$/)
      .filter((one) => !/^(?:x+|secret|agent|device)$/.test(one));
    fc.assert(
      fc.property(word, word, word, (agent, password, device) => {
        const masked = loginString(`${agent};${password};${device}`, usualLoginForm, new Masks());
        for (const part of [agent, password, device]) expect(masked).not.toContain(part);
      }),
    );
  });
});

describe('a call', () => {
  it('keeps nothing of a customer but that there is one', () => {
    const masked = call(
      callSnapshot({
        customer: {
          name: secrets.customer,
          facts: [{ label: secrets.fact, value: secrets.fact }],
          flags: [{ text: secrets.fact, tone: 'notice' }],
          earlierContacts: [{ kind: 'chat', at: 1_234, subject: secrets.subject, outcome: secrets.subject }],
        },
      }),
      new Masks(),
    );
    expect(masked.customer).toEqual({
      name: expect.stringMatching(/^text-/),
      facts: [],
      flags: [],
      earlierContacts: [],
    });
  });

  it('keeps the name of a variable only where the cluster itself names it', () => {
    const masks = new Masks();
    const variables = { account: 'a', CallVariable3: 'b', [secrets.variable]: 'c' };
    const names = (): readonly string[] => Object.keys(call(callSnapshot({ variables }), masks).variables);
    expect(names()).toEqual([
      expect.stringMatching(/^variable-/),
      'CallVariable3',
      expect.stringMatching(/^variable-/),
    ]);
    configuration(sampleConfiguration, masks);
    expect(names()).toEqual(['account', 'CallVariable3', expect.stringMatching(/^variable-/)]);
  });
});

describe('a screen pop', () => {
  const templates = fc.constantFrom(
    'https://crm.example/{account}',
    `https://crm.example/?key=${secrets.token}&account={account}&n={name}`,
    'crm:open?{account}',
    'https://{account}',
    'file:///{account}',
    'not an address {account}',
    'https://crm.example/all',
  );
  const variables = fc.constantFrom({}, { account: '' }, { account: '4410' }, { account: 'é', name: 'Ada' });

  it('opens for masked variables where it opens for the real ones, and keeps no key', () => {
    fc.assert(
      fc.property(templates, variables, (template, given) => {
        const masks = new Masks();
        const screenPop = { template, schemes: ['https', 'crm'] };
        const desktop = { ...sampleConfiguration.desktop, screenPop };
        const masked = configuration({ ...sampleConfiguration, desktop }, masks);
        expect(secretsIn(JSON.stringify(masked))).toEqual([]);
        const maskedCall = call(callSnapshot({ variables: given }), masks);
        const pop = masked.desktop.screenPop;
        const opened = pop && screenPopUrl(pop, maskedCall.variables);
        expect(opened === null).toBe(screenPopUrl(screenPop, given) === null);
      }),
    );
  });
});

describe('what is kept of ids and addresses', () => {
  it.each([
    'call-1',
    'a6b69dad-call-1',
    'heartbeat-12',
    '8f0d2c8e-5d9f-4d7a-9a53-0d1f0c6a1e11',
    'x@sip.example',
  ])('is an id such as %s, whole', (id) => expect(identifier(id, new Masks())).toBe(id));
  it.each([secrets.number, '01314960142', `call with ${secrets.customer}`, 'x'.repeat(100)])(
    'is a name for an id that may be something else: %s',
    (id) => expect(identifier(id, new Masks())).toMatch(/^id-[a-z]{7}$/),
  );
  it('is an address, but nothing that only stands where one should', () => {
    expect(address('cti-a.example:8110', new Masks())).toBe('cti-a.example:8110');
    expect(address('[::1]:8110', new Masks())).toBe('[::1]:8110');
    expect(address(`http://ada:${secrets.password}@host/`, new Masks())).toMatch(/^text-/);
  });
  it('is where a web address leads, not what it asks for there', () => {
    expect(origin(`http://127.0.0.1:8080/#token=${secrets.token}`, new Masks())).toBe(
      'http://127.0.0.1:8080/',
    );
  });
});

describe('what does not fit its rule', () => {
  it('is its type and length', () => {
    const odd = {
      type: 'command',
      commandId: 'c-1',
      command: { type: 'mute', callId: 'call-1', muted: secrets.notes },
    };
    const masked = maskInput(odd as never, new Masks());
    expect(masked).toMatchObject({ command: { muted: expect.stringMatching(/^text-/) } });
    const unknown = { type: 'command', commandId: 'c-1', command: { type: secrets.notes, a: 1 } };
    expect(JSON.stringify(maskInput(unknown as never, new Masks()))).toContain('"command":"object-2"');
  });

  it('is left out where a message has a field that nobody decided about', () => {
    const odd = { type: 'answer', callId: 'call-1', note: secrets.notes };
    expect(deskCommand(odd as never, new Masks())).toEqual({ type: 'answer', callId: 'call-1' });
  });
});

describe('what the phone refuses', () => {
  const masked = (message: string): unknown =>
    phoneEvent({ type: 'refused', callId: 'call', command: 'digits', message }, new Masks());

  it('keeps of keypad digits only how many there were', () => {
    expect(masked('Keypad: 1 was sent, 2 not confirmed, 34 not sent.')).toMatchObject({
      message: 'Keypad: 0 was sent, 0 not confirmed, 00 not sent.',
    });
    expect(masked('Keypad: 1*9 were sent, # was refused. The call has ended.')).toMatchObject({
      message: 'Keypad: 000 were sent, 0 was refused. The call has ended.',
    });
  });

  it('keeps what is no digit of the keypad', () => {
    const message = 'SIP server A has not answered for 8 s: the call is as it was.';
    expect(masked(message)).toMatchObject({ message });
  });
});
