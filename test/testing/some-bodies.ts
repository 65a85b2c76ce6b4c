import { findCommand } from '@amana/domain/catalogue';

/** When it happened, as every command says it. */
export const frame = { occurredAt: { value: '2022-06-15', precision: 'day', zone: 'Africa/Niamey' } };

/** Bodies that are taken as they stand, the first of their stream: of register-agency, and of identify-person. */
export const someAgency = { ...frame, name: { fr: 'Agence', en: 'Agency' }, kind: 'POLICE', country: 'NER', zone: 'Africa/Niamey', mandateCountries: ['NER'] };
export const somePerson = { ...frame, ...findCommand('IdentifyPerson')?.example, legalBasis: ['PUBLIC_TASK'] };
