import { certificateFile, ownAuthority } from './support/certificates.ts';
import { DeskPage } from './support/desk-page.ts';
import { deskState } from './support/desk-state.ts';
import { letTalk } from './support/story.ts';
import { expect, test } from './support/test.ts';
import { until } from './support/until.ts';
import { isWhole, sidesOf } from './support/whole-call.ts';

test.use({ tierOptions: ['--tls', certificateFile('server.pem'), certificateFile('server.key')] });

test.describe('with every server speaking TLS by an authority of the contact centre', () => {
  test('the agent logs in, talks and is heard, and the call outlives the SIP server in use', async ({
    openApp,
    control,
  }, testInfo) => {
    const app = await openApp({ policies: [await ownAuthority(testInfo)] });
    const desk = new DeskPage(app.desk);
    const callId = await letTalk(desk, control);
    await isWhole(app, control, callId);
    const { connections } = await deskState(app.desk);
    for (const { sides, inUse } of Object.values(connections)) {
      expect(sides[inUse ?? 'A']).toMatchObject({
        security: 'tls',
        state: 'in-use',
        address: expect.stringMatching(/^wss:/),
      });
    }
    const before = await sidesOf(app);
    await control.server(before.sip === 'A' ? 'sip-a' : 'sip-b', 'kill');
    await until(
      'the other SIP server has the phone',
      () => deskState(app.desk),
      ({ connections: { sip } }) => sip.inUse !== null && sip.inUse !== before.sip,
    );
    await isWhole(app, control, callId);
    await desk.tool('Release').click();
    await control.wait({ for: 'call', callId, phase: 'ended' });
  });
});
