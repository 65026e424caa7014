import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configurationAnswer } from '../../contract/configuration/messages.ts';
import { subprotocol } from '../../contract/wire/subprotocol.ts';
import { openTestClient } from '../host/test-client.ts';
import { startTier, type Tier } from '../index.ts';
import { createTestTier, type TestTier } from './test-tier.ts';

let tier: TestTier;

beforeAll(async () => {
  tier = createTestTier(await startTier());
});
afterAll(() => tier.close());

function send(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${tier.addresses.control}${path}`, init);
}

function post(path: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return send(path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
}

async function partOf(
  path: string,
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  const answer = await send(path);
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

/** A request with headers that fetch does not let anybody choose. */
function loaded(path: string, headers: Record<string, string>): Promise<{ readonly status: number }> {
  const { hostname, port } = new URL(tier.addresses.control);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0 });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** As a page's rebound name would be. */
async function withHost(host: string): Promise<number> {
  return (await loaded('/servers', { host })).status;
}

describe('the control API lets in', () => {
  it('programs and its own page, under its own names', async () => {
    const { host } = new URL(tier.addresses.control);
    expect(await withHost(host)).toBe(200);
    expect(await withHost(host.replace('127.0.0.1', 'localhost'))).toBe(200);
    expect(await withHost(host.replace('127.0.0.1', 'rebound.example'))).toBe(403);
    expect(await withHost('127.0.0.1')).toBe(403);
    expect((await send('/servers', { headers: { origin: tier.addresses.control } })).status).toBe(200);
    const foreign = await send('/servers', { headers: { origin: 'http://evil.example' } });
    expect(foreign.status).toBe(403);
    expect(foreign.headers.get('content-type')).toBe('application/problem+json');
    expect((await foreign.json()).detail).toContain(
      'Pages of "http://evil.example" may not use the control API',
    );
  });

  it('no other page, sandboxed ones and those of this computer not either', async () => {
    for (const origin of [
      'null',
      'http://evil.example',
      'http://localhost:3000',
      'file://',
      'app://bundle',
      '',
    ]) {
      for (const [path, init] of [
        ['/servers', {}],
        ['/servers/cti-a/kill', { method: 'POST' }],
        ['/servers', { method: 'OPTIONS' }],
        ['/', {}],
      ] as const) {
        const answer = await send(path, { ...init, headers: { origin } });
        expect([origin, path, answer.status]).toEqual([origin, path, 403]);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    }
  });

  // What a page loads without asking (an image, a script) has no Origin; browsers say Sec-Fetch-Site of it.
  it('nothing that another page loads, though browsers name no origin for it', async () => {
    const from = (site: string, mode: string): Record<string, string> => ({
      'sec-fetch-site': site,
      'sec-fetch-mode': mode,
    });
    for (const site of ['cross-site', 'same-site']) {
      expect((await loaded('/servers', from(site, 'no-cors'))).status).toBe(403);
      expect((await loaded('/page/page.js', from(site, 'no-cors'))).status).toBe(403);
      // Following a link is a person's doing, and shows a page nothing.
      expect((await loaded('/', from(site, 'navigate'))).status).toBe(200);
    }
    expect((await loaded('/servers', from('same-origin', 'cors'))).status).toBe(200);
    expect((await loaded('/servers', from('none', 'navigate'))).status).toBe(200);
    for (const path of ['/servers', '/', '/nowhere']) {
      const { headers } = await send(path);
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('whoever has the token, where one is set; desks need none', async () => {
    const guarded: Tier = await startTier({ token: 'open-sesame' });
    try {
      const { control, cti, sip } = guarded.addresses;
      for (const path of ['/servers', '/calls', '/servers?token=open-sesam', '/nowhere']) {
        const refused = await fetch(`${control}${path}`);
        expect([path, refused.status]).toEqual([path, 401]);
        expect((await refused.json()).detail).toContain('Authorization: Bearer');
      }
      const wrong = { authorization: 'Bearer open-sesamE' };
      expect((await fetch(`${control}/servers/cti-a/kill`, { method: 'POST', headers: wrong })).status).toBe(
        401,
      );
      const headers = { authorization: 'Bearer open-sesame' };
      expect((await fetch(`${control}/servers`, { headers })).status).toBe(200);
      expect((await fetch(`${control}/servers?token=open-sesame`)).status).toBe(200);
      for (const path of ['/', '/openapi.json']) expect((await fetch(`${control}${path}`)).status).toBe(200);
      (await openTestClient(cti.a, subprotocol.cti)).close();
      (await openTestClient(sip.b, 'sip', { headers: { origin: 'app://bundle' } })).close();
    } finally {
      await guarded.close();
    }
  });
});

describe('the control API describes itself', () => {
  it('has a summary and a problem for every route', async () => {
    const description = await (await send('/openapi.json')).json();
    expect(description.openapi).toBe('3.1.0');
    const operations = Object.values<Record<string, { summary?: string; responses: object }>>(
      description.paths,
    ).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(30);
    for (const { summary, responses } of operations) {
      expect(summary).toMatch(/^[A-Z]/);
      expect(Object.keys(responses)).toEqual(['200', 'default']);
    }
    for (const path of ['/wait', '/calls/{id}/heard', '/servers/{name}/flap', '/log/{server}']) {
      expect(description.paths).toHaveProperty([path]);
    }
  });

  it('serves a page that runs its own script alone', async () => {
    const page = await send('/');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*src=)|style=|onclick=/);
    const files = [...html.matchAll(/(?:href|src)="(page\/[^"]+)"/g)].map(([, file]) => `/${file}`);
    for (const file of files) {
      const { status, headers, text } = await partOf(file);
      expect([file, status, headers.get('content-type')]).toEqual([
        file,
        200,
        file.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'text/css; charset=utf-8',
      ]);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      for (const [, imported] of text.matchAll(/ from '\.(\/[^']+)';/g)) {
        if (!files.includes(`/page${imported}`)) files.push(`/page${imported}`);
      }
    }
    expect(files).toContain('/page/servers.js');
  });

  it('serves no other file', async () => {
    for (const path of ['index.html', 'nothing.js', '..%2fguard.ts', '%2e%2e%2fcontrol-server.js', 'page']) {
      expect([path, (await partOf(`/page/${path}`)).status]).toEqual([path, 404]);
    }
  });
});

describe('the control API refuses', () => {
  it.each([
    ['POST', '/wait', '{"for":"agent"}', 400, 'body.agentId'],
    ['POST', '/wait', '{"for":', 400, 'Malformed JSON'],
    ['POST', '/calls', '{"caller":"Nobody"}', 404, 'no caller "Nobody": there are Aileen Mackay'],
    ['POST', '/calls', '{"from":{"number":"1"},"to":"404"}', 409, '404'],
    ['POST', '/servers/cti-c/kill', '', 404, 'there are configuration-a'],
    ['POST', '/servers/cti-a/slow', '{"milliseconds":-1}', 400, 'body.milliseconds'],
    ['POST', '/servers/media/mute', '{"types":["INVITE"]}', 409, 'media is never asked "INVITE"'],
    ['GET', '/agents/99999', '', 404, 'no agent "99999"'],
    ['POST', '/calls/none/listen', '{"agent":"12345"}', 404, 'no call "none"'],
    ['POST', '/agents/99999/state', '{"state":"Ready"}', 404, 'no agent "99999"'],
    ['POST', '/calls/none/hang-up', '{}', 404, 'no call "none"'],
    ['POST', '/clock', '{"action":"stop"}', 400, 'body.action'],
    ['POST', '/scenario', '{"yaml":"name: 3"}', 422, 'scenario:1:7: name: expected text in quotes: "3"'],
    ['POST', '/scenario', '{"name":"nowhere.yaml"}', 422, 'cannot be read'],
    ['PUT', '/configuration', '{"cluster":{}}', 400, 'body.configurationServers'],
    ['POST', '/elsewhere', '{}', 404, 'no POST /elsewhere'],
  ])('%s %s %s', async (method, path, body, status, detail) => {
    const answer = await send(path, {
      method,
      ...(body && { body, headers: { 'content-type': 'application/json' } }),
    });
    const problem = await answer.json();
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(problem).toMatchObject({
      status,
      title: expect.any(String),
      type: expect.stringMatching(/^urn:/),
    });
    expect(problem.detail).toContain(detail);
  });

  it('a body that is no JSON, or too large', async () => {
    const form = await post('/calls', 'caller=1', { 'content-type': 'text/plain' });
    expect((await form.json()).detail).toContain('Content-Type: application/json');
    const large = await post('/scenario', JSON.stringify({ yaml: 'x'.repeat(9_000_000) }));
    expect((await large.json()).detail).toContain('larger than');
  });
});

describe('waiting', () => {
  it('answers with an event that was already there, or with the next', async () => {
    const { after } = await tier.control('POST', '/servers/cti-a/kill');
    const wanted = { for: 'event', type: 'server', server: 'cti-a', detail: { state: 'killed' }, after };
    expect(await tier.control('POST', '/wait', wanted)).toHaveProperty('event.detail.state', 'killed');
    const next = tier.control('POST', '/wait', { ...wanted, detail: { state: 'up' } });
    await tier.control('POST', '/servers/cti-a/start');
    expect(await next).toMatchObject({ event: { server: 'cti-a', detail: { state: 'up' } } });
  });

  it('answers at once when a state holds already, and when it comes to hold', async () => {
    expect(
      await tier.control('POST', '/wait', { for: 'agent', agentId: '12345', state: 'LoggedOut' }),
    ).toHaveProperty('agent.name', 'Inés Duarte');
    const queued = tier.control('POST', '/wait', { for: 'call', phase: 'queued' });
    const { callId } = await tier.control('POST', '/calls', { caller: 'Unlisted caller' });
    expect(await queued).toHaveProperty('call.callId', callId);
    await tier.control('POST', `/calls/${callId}/hang-up`);
  });

  it('says what did not come about, and how it stands instead', async () => {
    const body = { for: 'agent', agentId: '12288', state: 'Talking', timeoutMs: 20 };
    const late = await post('/wait', JSON.stringify(body));
    expect(late.status).toBe(504);
    expect(await late.json()).toMatchObject({
      type: 'urn:switchhook:problem:deadline',
      detail: expect.stringContaining('"state":"Talking"'),
      now: { agentId: '12288', state: 'LoggedOut' },
    });
  });

  it('leaves nobody waiting when the tier closes', async () => {
    const closing = await startTier();
    const waiting = fetch(`${closing.addresses.control}/wait`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"for":"event","type":"digit","timeoutMs":120000}',
    });
    await fetch(`${closing.addresses.control}/clock`);
    const [answer] = await Promise.all([waiting, closing.close()]);
    expect(answer.status).toBe(503);
  });
});

describe('the cluster', () => {
  it('is told to every desk when its configuration changes', async () => {
    const desk = await tier.connect(tier.addresses.configuration.a, subprotocol.configuration);
    const { revision, ...before } = await tier.control('GET', '/configuration');
    const after = { ...before, cluster: { id: 'edinburgh', name: 'Edinburgh, renamed' } };
    await tier.control('PUT', '/configuration', after);
    expect(configurationAnswer.parse(await desk.next())).toMatchObject({
      type: 'GlobalSettingsChangedEvent',
      configuration: { revision: Number(revision) + 1, cluster: { name: 'Edinburgh, renamed' } },
    });
  });

  it('is another one when a scenario of another cluster is loaded; a wrong one changes nothing', async () => {
    const desk = await tier.connect(tier.addresses.cti.a, subprotocol.cti);
    const wrong = await post('/scenario', JSON.stringify({ yaml: 'name: Half' }));
    expect(wrong.status).toBe(422);
    expect(await tier.control('GET', '/scenario')).toMatchObject({ name: 'Billing' });
    const yaml = `
name: Tiny
cluster: { id: tiny, name: Tiny, sipDomain: tiny.example }
peripheral: { id: 1, desktopLostAfter: 1 s }
licences: { seats: 0, grace: 0 s }
skillGroups: []
agents: [{ id: "1", name: One, password: one, skillGroups: [] }]
devices: [{ number: "100", sipPassword: hundred }]
desktop: { notReadyReasons: [], logoutReasons: [], dispositions: [], heartbeatDeadline: 1 s }
profiles: []
`;
    expect(await tier.control('POST', '/scenario', { yaml })).toMatchObject({ name: 'Tiny', agents: [{}] });
    expect((await desk.closed).code).toBe(1001);
    const again = await openTestClient(tier.addresses.cti.a, subprotocol.cti);
    expect(await again.next()).toMatchObject({ type: 'Hello', cluster: 'tiny' });
    again.close();
    const seat = await tier.connect(tier.addresses.licensing.b, subprotocol.licensing);
    seat.send({ type: 'AcquireLicenceRequest', id: 'a', agentId: '1', desk: 'd' });
    expect(await seat.next()).toMatchObject({ code: 'noSeat' });
    await tier.control('POST', '/scenario', { name: 'billing' });
  });

  it("keeps each server's log, without passwords", async () => {
    const desk = await tier.logIn(tier.addresses.cti.b);
    desk.close();
    const logs = await Promise.all(
      ['cti-b', 'peripheral', 'control', 'media'].map((server) =>
        tier.control('GET', `/log/${server}?lines=2000`),
      ),
    );
    expect(JSON.stringify(logs[0])).toContain('connected');
    expect(JSON.stringify(logs)).not.toContain('xxyyzz');
  });
});
