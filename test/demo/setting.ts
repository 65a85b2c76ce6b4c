import type { Cast } from './cast.ts';
import type { Partner } from './partner.ts';
import type { Stage } from './stage.ts';

type Alerted = Pick<Partner, 'url' | 'trust'>;
export type Scene = { readonly partners: { readonly health: Alerted; readonly school: Alerted }; readonly persons: number; readonly year: number };

const zone = 'Africa/Niamey';
const named = (fr: string, en: string) => ({ fr, en });

/** The reference data that the rules need: agencies, a centre with its stock, a grant, and two partners that want to be alerted. */
export async function setTheScene(stage: Stage, cast: Cast, scene: Scene): Promise<void> {
  const { agencies, coordinator, officer, manager } = cast;
  const first = { day: 1 };
  const agency = (id: string, kind: string, name: { fr: string; en: string }) =>
    stage.act({ ...first, as: coordinator, on: ['agency', id], command: 'register-agency', body: { name, kind, country: 'NER', zone, mandateCountries: ['NER'] } });
  await agency(agencies.centre, 'SOCIAL_AFFAIRS', named('Agence de démonstration', 'Demo agency'));
  await agency(agencies.police, 'POLICE', named('Police de démonstration', 'Demo police'));
  await agency(agencies.health, 'HEALTH', named('Santé de démonstration', 'Demo health post'));
  await agency(agencies.school, 'EDUCATION', named('École de démonstration', 'Demo school'));
  await agency(agencies.donor, 'DONOR', named('Bailleur de démonstration', 'Demo donor'));

  const centre = { agencyId: agencies.centre, name: named('Centre de démonstration', 'Demo centre'), zone, country: 'NER', admin1: 'NE-7', capacity: scene.persons };
  await stage.act({ ...first, as: coordinator, on: ['centre', cast.centreId], command: 'register-centre', body: centre });
  const items = [{ code: 'HYGIENE_KIT', qty: scene.persons * 2 }];
  await stage.act({ ...first, as: manager, on: ['centre', cast.centreId], command: 'receive-stock', body: { items } });
  const grant = {
    grantCode: cast.grantCode,
    name: named('Subvention de démonstration', 'Demo grant'),
    donorAgencyId: agencies.donor,
    agencyIds: [agencies.centre],
    currency: 'EUR',
    from: `${scene.year}-01-01`,
    to: `${scene.year}-12-31`,
  };
  await stage.act({ ...first, as: officer, on: ['grant', cast.grantId], command: 'register-grant', body: grant });
  await subscribe(stage, cast.health, scene.partners.health);
  await subscribe(stage, cast.school, scene.partners.school);
}

async function subscribe(stage: Stage, user: Cast['health'], partner: Alerted): Promise<void> {
  const endpointId = stage.id(`endpoint ${user.sub}`);
  const events = ['REFERRAL_SENT', 'REFERRAL_REVOKED', 'CONSENT_WITHDRAWN', 'MILESTONE_REACHED'];
  const body = { endpointId, channel: 'WEBHOOK', url: partner.url, events, fieldProfile: 'REFERENCE' };
  const answer = await stage.act({ as: user, on: ['agency', user.agency], command: 'subscribe-to-alerts', body, day: 1 });
  partner.trust(String(answer['secret']));
}
