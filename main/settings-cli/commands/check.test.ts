import { expect, test } from 'vitest';
import { cliUnderTest } from '../testing/cli-under-test.ts';

test('files of authorities that are not there, and a name that leads nowhere, are wrong', async () => {
  const cli = await cliUnderTest();
  const place = cli.write('policies/50-site.json', {
    TlsAuthorities: ['/nope/ca.pem'],
    ConfigurationServersName: '_nope._tcp.invalid.example',
  });
  const { exit, errors, json } = await cli.run('check');
  expect(exit).toBe(1);
  expect(errors).toContainEqual(expect.stringContaining('/nope/ca.pem'));
  expect(errors).toContain(
    `The name "_nope._tcp.invalid.example" of the cluster could not be resolved: there are no names in this test. It comes from policy of this computer (${place}). Correct the name, or what the name servers have for it; without it a cluster that moves is not found.`,
  );
  expect(json).toMatchObject({
    authorities: [expect.stringContaining('/nope/ca.pem')],
    name: { outcome: 'fail' },
  });
});

test('a name that leads to servers is told; none is no fault', async () => {
  const cli = await cliUnderTest();
  cli.write(cli.file, { configurationServers: { name: 'cfg.example:8100' } });
  const { lines } = await cli.run('check');
  expect(lines).toContain('The name "cfg.example:8100" leads to cfg.example:8100.');
  cli.write(cli.file, {});
  expect((await cli.run('check')).json).toMatchObject({ name: { outcome: 'unknown' } });
});
