/** What can be wrong with one field, in both languages. `{name}` is filled from the schema, never from what was sent. */
export type FieldErrorText = { readonly fr: string; readonly en: string };

export const fieldErrorTexts = {
  REQUIRED: { fr: 'Ce champ est obligatoire.', en: 'This field is required.' },
  WRONG_TYPE: { fr: 'La valeur doit être de type {expected}.', en: 'The value must be of type {expected}.' },
  NOT_IN_LIST: { fr: 'Valeurs admises : {allowed}.', en: 'Allowed values: {allowed}.' },
  NOT_IN_LONG_LIST: {
    fr: 'La valeur ne figure pas dans la liste de codes ({count} codes, voir la référence de l’API).',
    en: 'The value is not in the code list ({count} codes, see the API reference).',
  },
  WRONG_FORMAT: { fr: 'La valeur doit avoir le format {format}.', en: 'The value must have the format {format}.' },
  TOO_SHORT: { fr: 'Le texte doit compter au moins {minimum} caractère(s).', en: 'The text must have at least {minimum} character(s).' },
  TOO_LONG: { fr: 'Le texte ne doit pas dépasser {maximum} caractère(s).', en: 'The text must have at most {maximum} character(s).' },
  TOO_FEW: { fr: 'La liste doit compter au moins {minimum} élément(s).', en: 'The list must have at least {minimum} item(s).' },
  TOO_MANY: { fr: 'La liste ne doit pas dépasser {maximum} élément(s).', en: 'The list must have at most {maximum} item(s).' },
  TOO_SMALL: { fr: 'Le nombre doit être supérieur ou égal à {minimum}.', en: 'The number must be {minimum} or more.' },
  NOT_ABOVE: { fr: 'Le nombre doit être strictement supérieur à {minimum}.', en: 'The number must be more than {minimum}.' },
  TOO_BIG: { fr: 'Le nombre doit être inférieur ou égal à {maximum}.', en: 'The number must be {maximum} or less.' },
  NOT_BELOW: { fr: 'Le nombre doit être strictement inférieur à {maximum}.', en: 'The number must be less than {maximum}.' },
  NOT_A_MULTIPLE: { fr: 'Le nombre doit être un multiple de {divisor}.', en: 'The number must be a multiple of {divisor}.' },
  UNKNOWN_FIELD: { fr: 'Ce champ n’existe pas ici : retirez-le.', en: 'There is no such field here: remove it.' },
  NO_SUCH_SHAPE: {
    fr: 'La valeur ne correspond à aucune des formes admises (voir la référence de l’API).',
    en: 'The value has none of the allowed shapes (see the API reference).',
  },
  INVALID: {
    fr: 'La valeur ne respecte pas la règle de ce champ (voir la référence de l’API).',
    en: 'The value breaks the rule of this field (see the API reference).',
  },
} as const satisfies Record<string, FieldErrorText>;
