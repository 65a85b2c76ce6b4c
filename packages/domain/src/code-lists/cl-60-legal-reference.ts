import { codeList, type CodeOf } from './code-list.ts';

/** A court may apply a text to facts of its time: whether it was in force is asked for the day of the facts. */
export const legalReference = codeList({
  id: 'CL-60',
  name: 'legal-reference',
  version: 1,
  class: 'field',
  title: { fr: 'Références juridiques', en: 'Legal references' },
  source: 'Amana, after the texts named',
  codes: {
    NE_ORD_2010_86: {
      fr: 'Niger, ordonnance 2010-86 du 16 décembre 2010 (traite des personnes)',
      en: 'Niger, Ordinance 2010-86 of 16 December 2010 (trafficking in persons)',
      validFrom: '2010-12-16',
    },
    // Repealed by Ordinance 2023-16 of 25 November 2023.
    NE_LOI_2015_36: {
      fr: 'Niger, loi 2015-36 du 26 mai 2015 (trafic illicite de migrants)',
      en: 'Niger, Law 2015-36 of 26 May 2015 (smuggling of migrants)',
      validFrom: '2015-05-26',
      validTo: '2023-11-24',
    },
    NE_CODE_PENAL_270: { fr: 'Niger, code pénal, article 270', en: 'Niger, Penal Code, Article 270' },
    UN_PALERMO_TIP_PROTOCOL: {
      fr: 'Nations Unies, protocole de Palerme (traite des personnes)',
      en: 'United Nations, Palermo Protocol (trafficking in persons)',
      validFrom: '2003-12-25',
    },
    NE_DATA_2017_28: {
      fr: 'Niger, loi 2017-28 du 3 mai 2017 (données personnelles)',
      en: 'Niger, Law 2017-28 of 3 May 2017 (personal data)',
      validFrom: '2017-05-03',
      validTo: '2022-12-15',
    },
    // Amended by Law 2023-31 of 4 July 2023 and Ordinances 2024-16 of 26 April and 2024-29 of 24 June 2024.
    NE_DATA_2022_59: {
      fr: 'Niger, loi 2022-59 du 16 décembre 2022 (données personnelles)',
      en: 'Niger, Law 2022-59 of 16 December 2022 (personal data)',
      validFrom: '2022-12-16',
    },
    NG_TIPPEA: {
      fr: 'Nigéria, loi sur la traite des personnes (TIPPEA, 2015)',
      en: 'Nigeria, Trafficking in Persons (Prohibition) Enforcement and Administration Act 2015',
      validFrom: '2015-03-26',
    },
    COE_197: {
      fr: 'Conseil de l’Europe, convention no 197 contre la traite',
      en: 'Council of Europe, Convention No. 197 against trafficking',
      validFrom: '2008-02-01',
    },
    GDPR: { fr: 'Union européenne, RGPD (règlement 2016/679)', en: 'European Union, GDPR (Regulation 2016/679)', validFrom: '2018-05-25' },
    NIAMEY_DECLARATION_2018: {
      fr: 'Déclaration de Niamey, 16 mars 2018',
      en: 'Niamey Declaration, 16 March 2018',
      validFrom: '2018-03-16',
    },
  },
});

export type LegalReference = CodeOf<typeof legalReference>;
