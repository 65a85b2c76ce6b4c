import { codeList, type CodeOf } from './code-list.ts';
import { htcdsCodes, htcdsSource } from './htcds-codes.ts';
import { technicalValues } from './technical-values.ts';

/** In a case the field is `justice`; never part of a donor figure. */
export const perpetratorRole = codeList({
  id: 'CL-18',
  name: 'perpetrator-role',
  version: 1,
  class: 'statistic',
  title: { fr: 'Rôles de l’auteur', en: 'Perpetrator roles' },
  source: htcdsSource('per_RoleInProcess'),
  codes: {
    ...htcdsCodes('per_RoleInProcess', {
      TravellingPartner: { fr: 'Compagnon de voyage' },
      Transporter: { fr: 'Transporteur' },
      RecruiterOrIntermediary: { fr: 'Recruteur ou intermédiaire' },
      BrokerTravelAgent: { fr: 'Courtier ou agent de voyage' },
      TransferredIndividual: { fr: 'A transféré la personne' },
      HarbouredIndividual: { fr: 'A hébergé la personne' },
      SoldIndividual: { fr: 'A vendu la personne' },
      BoughtIndividual: { fr: 'A acheté la personne' },
      ReceivedIndividual: { fr: 'A reçu la personne' },
      ControlledIndividual: { fr: 'A contrôlé la personne' },
      Smuggler: { fr: 'Passeur' },
      Abuser: { fr: 'Auteur de violences' },
      Kidnapper: { fr: 'Ravisseur' },
      Exploiter: { fr: 'Exploiteur' },
      Other: { fr: 'Autre' },
    }),
    ...technicalValues,
  },
});

export type PerpetratorRole = CodeOf<typeof perpetratorRole>;
