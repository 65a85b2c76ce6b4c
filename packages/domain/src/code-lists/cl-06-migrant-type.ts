import { codeList, type CodeOf } from './code-list.ts';
import { technicalValues } from './technical-values.ts';

export const migrantType = codeList({
  id: 'CL-06',
  name: 'migrant-type',
  version: 1,
  class: 'statistic',
  title: { fr: 'Types de migrants', en: 'Migrant types' },
  source: 'HTCDS v2.0, guidance on migration (IOM, CC BY 4.0); codes and the last three ours; mapped to Primero',
  codes: {
    FAMILY_MIGRANT: { fr: 'Migrant familial', en: 'Family migrant' },
    VISITOR_TOURIST: { fr: 'Visiteur ou touriste', en: 'Visitor or tourist' },
    LABOUR_MIGRANT: { fr: 'Travailleur migrant', en: 'Labour migrant' },
    STUDENT_MIGRANT: { fr: 'Étudiant migrant', en: 'Student migrant' },
    IRREGULAR_MIGRANT: { fr: 'Migrant en situation irrégulière', en: 'Irregular migrant' },
    ENVIRONMENTAL_MIGRANT: { fr: 'Migrant environnemental', en: 'Environmental migrant' },
    VULNERABLE_MIGRANT: { fr: 'Migrant vulnérable', en: 'Vulnerable migrant' },
    STRANDED_MIGRANT: { fr: 'Migrant en détresse', en: 'Stranded migrant' },
    FORCED_MIGRANT: { fr: 'Migrant forcé', en: 'Forced migrant' },
    DEPORTEE: { fr: 'Personne expulsée', en: 'Deportee' },
    EX_COMBATANT: { fr: 'Ex-combattant', en: 'Ex-combatant' },
    INTERNALLY_DISPLACED: { fr: 'Déplacé interne', en: 'Internally displaced person', primero: 'idp' },
    SEPARATED_OR_UNACCOMPANIED_CHILD: { fr: 'Enfant séparé ou non accompagné', en: 'Separated or unaccompanied child' },
    RETURNEE: { fr: 'Retourné', en: 'Returnee', primero: 'returnee' },
    IN_TRANSIT: { fr: 'En transit', en: 'In transit' },
    RESIDENT: { fr: 'Résident (communauté hôte)', en: 'Resident (host community)', primero: 'resident' },
    SMUGGLED: { fr: 'Objet d’un trafic illicite de migrants', en: 'Smuggled migrant' },
    ...technicalValues,
  },
});

export type MigrantType = CodeOf<typeof migrantType>;
