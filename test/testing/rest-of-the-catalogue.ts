import type { Played } from './play.ts';
import { YEAR } from './play.ts';

/**
 * What the demo does not play, so that every command of the catalogue is given at least once: a new command makes the tests of the whole
 * story fail until it is played there or here. Commands that the story has given already are left out.
 */
export async function playTheRest({ stage, cast, partners, given }: Played): Promise<void> {
  const day = 200;
  const known = new Set(given.filter(({ answer }) => answer.status === 201).map(({ path }) => path.split('/').at(-1)));
  const act: typeof stage.act = async (command) => (known.has(command.command) ? {} : stage.act({ ...command, nth: 99 }));
  const { agencies, coordinator, manager, supervisor, school } = cast;
  const firstCase = ['case', stage.id('case 2')] as const;
  const assigned = { userId: cast.caseworker(1).sub, from: stage.day(day) };
  await act({ as: supervisor, on: firstCase, command: 'assign-caseworker', body: assigned, day });
  await act({ as: coordinator, on: ['agency', agencies.donor], command: 'suspend-agency', body: { reason: 'ACCREDITATION_EXPIRED' }, day });
  await act({ as: coordinator, on: ['agency', agencies.donor], command: 'reinstate-agency', day });
  const endpoint = { endpointId: stage.id(`endpoint ${school.sub}`) };
  const rotated = await act({ as: school, on: ['agency', school.agency], command: 'rotate-alert-secret', body: endpoint, day });
  if (rotated['secret'] !== undefined) partners.school.trust(rotated['secret'] as string);
  await act({ as: school, on: ['agency', school.agency], command: 'end-alert-subscription', body: endpoint, day });
  const centre = ['centre', cast.centreId] as const;
  await act({ as: coordinator, on: centre, command: 'change-centre-capacity', body: { capacity: 500 }, day });
  await act({ as: manager, on: centre, command: 'count-stock', body: { items: [{ code: 'HYGIENE_KIT', qty: 300 }] }, day });
  const report = { grantId: cast.grantId, centreId: cast.centreId, from: `${YEAR}-01-01`, to: `${YEAR}-12-31` };
  await act({ as: cast.officer, on: ['report', cast.reportId], command: 'publish-report', body: report, day });
}
