import { checkContact } from './contact-checks.ts';
import { listed, repeated, type ScenarioIssue } from './scenario-issues.ts';
import type { ScenarioFile } from './scenario-schema.ts';

/** What a schema cannot see: names that mean nothing and numbers that mean two things. */
export function crossCheck(file: ScenarioFile): readonly ScenarioIssue[] {
  return [
    ...repeated(file.skillGroups, ['skillGroups'], 'id', ({ id }) => String(id)),
    ...repeated(file.skillGroups, ['skillGroups'], 'name', ({ name }) => name),
    ...repeated(file.agents, ['agents'], 'id', ({ id }) => id),
    ...repeated(file.callers, ['callers'], 'name', ({ name }) => name.toLowerCase()),
    ...repeated(file.profiles, ['profiles'], 'name', ({ name }) => name),
    ...repeatedCodes(file),
    ...repeatedNumbers(file),
    ...unknownSkillGroups(file),
    ...unreachableCallers(file),
    ...checkContact(file),
  ];
}

function repeatedCodes({ desktop }: ScenarioFile): readonly ScenarioIssue[] {
  return (['notReadyReasons', 'logoutReasons', 'dispositions'] as const).flatMap((list) =>
    repeated(desktop[list], ['desktop', list], 'code', ({ code }) => String(code)),
  );
}

/** A number that is dialled must lead to one place. */
function repeatedNumbers(file: ScenarioFile): readonly ScenarioIssue[] {
  const owners = new Map<string, string>();
  return (['skillGroups', 'devices', 'farEnds', 'callers'] as const).flatMap((list) =>
    file[list].flatMap(({ number }, index) => {
      const owner = owners.get(number);
      if (owner === undefined) owners.set(number, `${list}, number ${index + 1} in the list`);
      return owner === undefined
        ? []
        : [{ path: [list, index, 'number'], message: `${number} is already dialled to reach ${owner}` }];
    }),
  );
}

function unknownSkillGroups({ agents, skillGroups }: ScenarioFile): readonly ScenarioIssue[] {
  const names = skillGroups.map(({ name }) => name);
  return agents.flatMap((agent, index) =>
    agent.skillGroups.flatMap((name, position) =>
      names.includes(name)
        ? []
        : [
            {
              path: ['agents', index, 'skillGroups', position],
              message: `${name} is no skill group: expected ${listed(names)}`,
            },
          ],
    ),
  );
}

function unreachableCallers({ callers, skillGroups, devices }: ScenarioFile): readonly ScenarioIssue[] {
  const names = skillGroups.map(({ name }) => name);
  const numbers = devices.map(({ number }) => number);
  return callers.flatMap(({ calls }, index) =>
    names.includes(calls) || numbers.includes(calls)
      ? []
      : [
          {
            path: ['callers', index, 'calls'],
            message: `${calls} is neither a skill group nor a device: expected ${listed(names)}, or a device's number`,
          },
        ],
  );
}
